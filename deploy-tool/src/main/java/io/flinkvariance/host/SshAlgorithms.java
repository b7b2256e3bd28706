package io.flinkvariance.host;

import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.ChachaPolyCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.kex.ExtInfoClientFactory;
import com.hierynomus.sshj.transport.mac.Macs;
import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.security.Security;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.transport.cipher.Cipher;
import net.schmizz.sshj.transport.compression.NoneCompression;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.DHGexSHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import net.schmizz.sshj.transport.random.JCERandom;
import net.schmizz.sshj.transport.random.SingletonRandomFactory;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;

/**
 * What is offered to a server: all that OpenSSH 7.6 (Ubuntu 18.04) and newer take by default and
 * that is not broken, the quickest first.
 *
 * <p>sshj's own default tries out 33 ciphers and loads Bouncy Castle before the first byte is sent.
 * All but one of what is offered here comes with the JDK, so neither is needed.
 */
final class SshAlgorithms {
    private SshAlgorithms() {}

    /** To be had once for all connections. */
    static Config config() {
        SecurityUtils.setRegisterBouncyCastle(false);
        ConfigImpl config = new ConfigImpl();
        config.setLoggerFactory(LoggerFactory.DEFAULT);
        config.setVersion("FlinkVarianceKit");
        config.setRandomFactory(new SingletonRandomFactory(new JCERandom.Factory()));
        config.setKeyExchangeFactories(
                List.of(
                        new Curve25519SHA256.Factory(),
                        new Curve25519SHA256.FactoryLibSsh(),
                        new ECDHNistP.Factory256(),
                        new ECDHNistP.Factory384(),
                        new ECDHNistP.Factory521(),
                        new DHGexSHA256.Factory(),
                        DHGroups.Group16SHA512(),
                        DHGroups.Group18SHA512(),
                        DHGroups.Group14SHA256(),
                        new ExtInfoClientFactory()));
        config.setKeyAlgorithms(
                List.of(
                        KeyAlgorithms.EdDSA25519(),
                        KeyAlgorithms.ECDSASHANistp256(),
                        KeyAlgorithms.ECDSASHANistp384(),
                        KeyAlgorithms.ECDSASHANistp521(),
                        KeyAlgorithms.RSASHA512(),
                        KeyAlgorithms.RSASHA256()));
        config.setCipherFactories(
                List.of(
                        GcmCiphers.AES128GCM(),
                        GcmCiphers.AES256GCM(),
                        BlockCiphers.AES128CTR(),
                        BlockCiphers.AES192CTR(),
                        BlockCiphers.AES256CTR(),
                        new ChachaPoly()));
        config.setMACFactories(
                List.of(
                        Macs.HMACSHA2256Etm(),
                        Macs.HMACSHA2512Etm(),
                        Macs.HMACSHA2256(),
                        Macs.HMACSHA2512()));
        config.setCompressionFactories(List.of(new NoneCompression.Factory()));
        config.setFileKeyProviderFactories(
                List.of(new OpenSSHKeyV1KeyFile.Factory(), new PKCS8KeyFile.Factory()));
        // Before a connection is made: it takes its keep-alive from here when it is constructed.
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        return config;
    }

    /**
     * The one that needs Bouncy Castle, for its Poly1305; loaded for a server that takes no AES.
     */
    private static final class ChachaPoly implements Factory.Named<Cipher> {
        private final Factory.Named<Cipher> cipher = ChachaPolyCiphers.CHACHA_POLY_OPENSSH();

        @Override
        public String getName() {
            return cipher.getName();
        }

        @Override
        public Cipher create() {
            Security.addProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider());
            return cipher.create();
        }
    }
}

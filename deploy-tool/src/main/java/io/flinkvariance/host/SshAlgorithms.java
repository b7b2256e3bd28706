package io.flinkvariance.host;

import com.hierynomus.sshj.key.KeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.ChachaPolyCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.kex.ExtInfoClientFactory;
import com.hierynomus.sshj.transport.mac.Macs;
import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
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
 * <p>sshj's own default tries out 33 ciphers and loads Bouncy Castle before the first byte is sent;
 * most of what is offered here comes with the JDK.
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
                        new Ecdsa(KeyAlgorithms.ECDSASHANistp256()),
                        new Ecdsa(KeyAlgorithms.ECDSASHANistp384()),
                        new Ecdsa(KeyAlgorithms.ECDSASHANistp521()),
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

    /** Loads what it needs when a server and this side have agreed on it. */
    private static final class Ecdsa extends KeyAlgorithms.Factory {
        private final KeyAlgorithms.Factory algorithm;

        private Ecdsa(KeyAlgorithms.Factory algorithm) {
            super(algorithm.getName(), null, algorithm.getKeyType());
            this.algorithm = algorithm;
        }

        @Override
        public KeyAlgorithm create() {
            BouncyCastle.load();
            return algorithm.create();
        }
    }

    /** Likewise; for servers that take no AES. */
    private static final class ChachaPoly implements Factory.Named<Cipher> {
        private final Factory.Named<Cipher> cipher = ChachaPolyCiphers.CHACHA_POLY_OPENSSH();

        @Override
        public String getName() {
            return cipher.getName();
        }

        @Override
        public Cipher create() {
            BouncyCastle.load();
            return cipher.create();
        }
    }
}

package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.flinkvariance.kit.KitHome;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of keys beside the options that Flink's own classes declare. */
class FlinkConfKeysIT {
    private static final String CONFIG_OPTION = "org.apache.flink.configuration.ConfigOption";

    /** In its documentation, a name that the user chooses. */
    private static final String CHOSEN = "<";

    private static URLClassLoader flink;

    /** Key to default value, null where there is none. */
    private static final Map<String, Object> DECLARED = new TreeMap<>();

    @BeforeAll
    static void readOptions() throws Exception {
        List<Path> jars = jars();
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        flink = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        for (Path jar : jars) {
            if (jar.getFileName().toString().matches("flink-(core|runtime|queryable).*\\.jar")) {
                readOptions(jar);
            }
        }
    }

    @AfterAll
    static void close() throws IOException {
        flink.close();
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(KitHome.locate().embeddedFlink())) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static void readOptions(Path jar) throws Exception {
        List<String> names;
        try (JarFile open = new JarFile(jar.toFile())) {
            names =
                    Collections.list(open.entries()).stream()
                            .map(JarEntry::getName)
                            .filter(
                                    name ->
                                            name.matches(
                                                    "org/apache/flink/.*(Options|Config|Constants)\\.class"))
                            .map(name -> name.replace(".class", "").replace('/', '.'))
                            .toList();
        }
        for (String name : names) {
            readOptions(name);
        }
    }

    private static void readOptions(String name) throws Exception {
        Class<?> option = flink.loadClass(CONFIG_OPTION);
        try {
            for (Field field : flink.loadClass(name).getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == option) {
                    field.setAccessible(true);
                    readOption(option, field.get(null));
                }
            }
        } catch (NoClassDefFoundError ofAProgramWithItsOwnLibraries) {
            // Flink's command line is not among what is embedded, and declares no key.
        }
    }

    private static void readOption(Class<?> type, Object option) throws Exception {
        DECLARED.put(
                (String) type.getMethod("key").invoke(option),
                type.getMethod("defaultValue").invoke(option));
        for (Object key : (Iterable<?>) type.getMethod("fallbackKeys").invoke(option)) {
            DECLARED.putIfAbsent((String) key.getClass().getMethod("getKey").invoke(key), null);
        }
    }

    private static void check(String key, String value) {
        FlinkConfKeys.ofKit().check(Map.of(key, value), "--flink-conf", false, "--all-the-same");
    }

    @Test
    void holdsEveryKeyThatFlinkDeclares() {
        assertThat(DECLARED).hasSizeGreaterThan(300);
        DECLARED.keySet().stream()
                .filter(key -> !key.contains(CHOSEN))
                .forEach(
                        key ->
                                assertThatCode(() -> check(key, "1"))
                                        .satisfiesAnyOf(
                                                taken -> assertThat(taken).isNull(),
                                                // Known, and of a kind that is not a number.
                                                other ->
                                                        assertThat(other)
                                                                .hasMessageContaining(
                                                                        ": expected ")));
    }

    @Test
    void takesWhatFlinkTakesByDefault() {
        DECLARED.forEach(
                (key, value) -> {
                    if (value != null && !key.contains(CHOSEN)) {
                        assertThatCode(() -> check(key, value.toString()))
                                .as(key)
                                .doesNotThrowAnyException();
                    }
                });
    }

    @Test
    void refusesAWordWhereFlinkParsesANumberOrATruth() {
        DECLARED.forEach(
                (key, value) -> {
                    if (value instanceof Number || value instanceof Boolean) {
                        assertThatCode(() -> check(key, "some"))
                                .as(key)
                                .hasMessageStartingWith(
                                        "--flink-conf: " + key + "=some: expected ");
                    }
                });
    }
}

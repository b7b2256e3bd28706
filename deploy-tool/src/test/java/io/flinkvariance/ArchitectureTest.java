package io.flinkvariance;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of docs/architecture.md, of the tool and of the job. */
class ArchitectureTest {
    private static final String ROOT = "io.flinkvariance.";

    /** From the top down: each package uses only those that stand below it. */
    private static final List<String> LAYERS =
            List.of(
                    "launch",
                    "embedded",
                    "broker",
                    "cli",
                    "remedies",
                    "smackdown",
                    "series",
                    "experiment",
                    "report",
                    "doctor",
                    "result",
                    "terminal",
                    "run",
                    "target",
                    "simulation",
                    "crosscheck",
                    "yarn",
                    "hadoop",
                    "kafka",
                    "cluster",
                    "jvm",
                    "latency",
                    "measure",
                    "host",
                    "kit",
                    "influxdb",
                    "rest",
                    "model",
                    "job",
                    "stamps",
                    "counts",
                    "workload",
                    "scenario",
                    "routing",
                    "flink",
                    "time",
                    "script",
                    "file",
                    "error");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.flinkvariance");

    @Test
    void everyPackageHasItsPlace() {
        TreeSet<String> packages =
                CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .map(name -> name.substring(ROOT.length()))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(packages).containsExactlyInAnyOrderElementsOf(LAYERS);
    }

    @TestFactory
    List<DynamicTest> aPackageUsesOnlyThoseBelowIt() {
        return LAYERS.stream()
                .skip(1)
                .map(
                        layer ->
                                DynamicTest.dynamicTest(
                                        layer,
                                        () ->
                                                noClasses()
                                                        .that()
                                                        .resideInAPackage(ROOT + layer)
                                                        .should()
                                                        .dependOnClassesThat(
                                                                resideInAnyPackage(above(layer)))
                                                        .allowEmptyShould(false)
                                                        .check(CLASSES)))
                .toList();
    }

    private static String[] above(String layer) {
        return LAYERS.subList(0, LAYERS.indexOf(layer)).stream()
                .map(name -> ROOT + name)
                .toArray(String[]::new);
    }

    @Test
    void noPackagesUseEachOther() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void flinkIsImportedByTheJobItsRoutersAndTheProcessThatEmbedsItOnly() {
        noClasses()
                .that(resideInAPackage("io.flinkvariance.."))
                .and()
                .resideOutsideOfPackages(ROOT + "job", ROOT + "routing", ROOT + "embedded")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .check(CLASSES);
    }

    @Test
    void theRoutersAreALibraryOfTheirOwn() {
        noClasses()
                .that(resideInAPackage(ROOT + "routing"))
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.apache.flink..", ROOT + "routing")
                .check(CLASSES);
    }

    @Test
    void oneClassReachesIntoFlinksNetwork() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + "routing.InsideFlink")
                .and()
                .haveNameNotMatching(".*routing\\.InsideFlink\\$.*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.flink.runtime.io.network..",
                        "org.apache.flink.streaming.runtime.partitioner..")
                .check(CLASSES);
    }

    /** Names that hold anything, and so everything in the end. */
    @Test
    void noClassIsAUtilityOrAManagerOfEverything() {
        classes().should().haveNameNotMatching(".*(Utils?|Helper|Manager|Common)").check(CLASSES);
    }

    /** How long something takes is told by a clock that nobody sets, and that tests can hand in. */
    /** It may be set in the middle of a run, and no rate survives that. */
    @Test
    void nothingIsMeasuredByTheTimeOfDay() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        Stream.of(
                                        "job",
                                        "counts",
                                        "stamps",
                                        "workload",
                                        "routing",
                                        "measure",
                                        "latency",
                                        "model",
                                        "time")
                                .map(name -> ROOT + name)
                                .toArray(String[]::new))
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "counts.SteadyClock")
                .should()
                .accessTargetWhere(target(name("currentTimeMillis")))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Instant.class, Clock.class)
                .check(CLASSES);
    }

    @Test
    void waitingHasOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + "time", ROOT + "job", ROOT + "counts", ROOT + "stamps")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "model.SleepOvershoot")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
    }
}

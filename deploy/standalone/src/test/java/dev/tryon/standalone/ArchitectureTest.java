/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rooms of docs/architecture.md, held: which way dependencies run, and where each technology lives. */
class ArchitectureTest {

    private static JavaClasses house;

    @BeforeAll
    static void read() {
        house = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.tryon");
    }

    @Test
    void contractKnowsNobody() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.tryon.proto..", "dev.tryon.v1..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.tryon.masking..",
                        "dev.tryon.platform..",
                        "dev.tryon.producer..",
                        "dev.tryon.worker..",
                        "dev.tryon.scheduler..",
                        "dev.tryon.approval..",
                        "dev.tryon.experts..",
                        "dev.tryon.embedded..",
                        "dev.tryon.standalone..")
                .check(house);
    }

    @Test
    void librariesKnowNoService() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.tryon.masking..", "dev.tryon.platform..", "dev.tryon.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.tryon.producer..",
                        "dev.tryon.worker..",
                        "dev.tryon.scheduler..",
                        "dev.tryon.approval..",
                        "dev.tryon.standalone..")
                .check(house);
    }

    @Test
    void maskingAndPlatformDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("dev.tryon.masking..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tryon.platform..")
                .check(house);
        noClasses()
                .that()
                .resideInAPackage("dev.tryon.platform..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tryon.masking..")
                .check(house);
    }

    @Test
    void servicesMeetOnlyThroughKafkaAndS3() {
        slices().matching("dev.tryon.(producer|worker|scheduler|approval)..")
                .should()
                .notDependOnEachOther()
                .check(house);
    }

    @Test
    void packagesOfRoomsFormNoCircle() {
        slices().matching(
                        "dev.tryon.(masking|platform|producer|worker|scheduler|approval|experts|embedded|bench|standalone)..")
                .should()
                .beFreeOfCycles()
                .check(house);
    }

    @Test
    void openCvLivesInMasking() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.tryon.masking..", "dev.tryon.bench.masking..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.opencv..", "nu.pattern..")
                .check(house);
    }

    @Test
    void djlLivesWithTheDevice() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tryon.worker.diffusion..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(house);
    }

    @Test
    void awsLivesInPlatform() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tryon.platform.s3..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .check(house);
    }

    @Test
    void databaseAndPagesLiveInApproval() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.tryon.approval..", "dev.tryon.bench.approval..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "org.flywaydb..", "com.zaxxer..", "gg.jte..")
                .check(house);
    }

    @Test
    void brokerInternalsLiveInEmbedded() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tryon.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("kafka..", "org.gaul..", "org.jclouds..", "org.apache.kafka.metadata..")
                .check(house);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .and()
                .resideOutsideOfPackage("dev.tryon.v1..")
                .should()
                .beAnnotatedWith(org.jspecify.annotations.NullMarked.class)
                .check(house);
    }
}

package io.parlance.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house stands as it is drawn, and the rules that say so bite. */
class HouseTest {
  private static final House HOUSE = new House("io.parlance");
  private static final House PLANTED = new House("io.parlance.architecture.planted");
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(HOUSE.root());
  private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(PLANTED.root());

  static List<ArchRule> rules() {
    return HOUSE.rules();
  }

  static List<ArchRule> rulesForThePlanted() {
    return PLANTED.rules();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theHouseKeeps(ArchRule rule) {
    rule.check(OURS);
  }

  @ParameterizedTest
  @MethodSource("rulesForThePlanted")
  void aPlantedViolationIsCaughtBy(ArchRule rule) {
    assertThatThrownBy(() -> rule.check(BROKEN))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("planted");
  }

  @Test
  void everyPackageSaysWhatLivesThere() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/parlance"))) {
      List<Path> silent =
          files
              .filter(Files::isDirectory)
              .filter(HouseTest::holdsClasses)
              .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
              .toList();
      assertThat(silent).isEmpty();
    }
  }

  private static boolean holdsClasses(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

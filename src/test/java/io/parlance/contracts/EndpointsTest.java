package io.parlance.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.parlance.security.Public;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The resources and openapi.yaml name the same endpoints, so that none can be forgotten in the
 * contract, nor in what is made from it: the authorization matrix.
 */
class EndpointsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.parlance");

  /** Served by the container or by a servlet. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "/openapi",
          "/asyncapi.yaml",
          "/health",
          "/health/live",
          "/health/ready",
          "/.well-known/jwks.json");

  private record Endpoint(String words, Method method) {}

  private static Stream<Endpoint> endpoints() {
    return CLASSES.stream()
        .filter(type -> type.isAnnotatedWith(Path.class))
        .map(JavaClass::reflect)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .flatMap(EndpointsTest::endpoint);
  }

  private static Stream<Endpoint> endpoint(Method method) {
    return Stream.of(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(type -> type.getAnnotation(HttpMethod.class).value())
        .map(verb -> new Endpoint(verb + " " + path(method), method));
  }

  private static String path(Method method) {
    String path = root() + part(method.getDeclaringClass().getAnnotation(Path.class).value());
    Path own = method.getAnnotation(Path.class);
    return plain(own == null ? path : path + part(own.value()));
  }

  private static String root() {
    return CLASSES.stream()
        .filter(type -> type.isAnnotatedWith(ApplicationPath.class))
        .map(type -> part(type.getAnnotationOfType(ApplicationPath.class).value()))
        .findAny()
        .orElse("");
  }

  private static String part(String path) {
    String bare = path.replaceAll("^/+|/+$", "");
    return bare.isEmpty() ? "" : "/" + bare;
  }

  /** Names of parameters are nobody's business. */
  private static String plain(String path) {
    return path.replaceAll("\\{[^/]*}", "{}");
  }

  private static Set<String> promised() {
    return Operation.all().stream()
        .filter(operation -> !operation.planned() && !ELSEWHERE.contains(operation.path()))
        .map(operation -> plain(operation.toString()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whatIsServedIsPromisedAndNothingElse() {
    Collection<String> served =
        endpoints()
            .map(Endpoint::words)
            .filter(words -> !ELSEWHERE.contains(words.substring(words.indexOf(' ') + 1)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(served).isEqualTo(promised());
  }

  /** Public in the code is public in the contract, and the other way round. */
  @Test
  void whatIsOpenToEverybodySaysSo() {
    Set<String> open =
        endpoints()
            .filter(it -> isPublic(it.method()))
            .map(Endpoint::words)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> promised =
        Operation.all().stream()
            .filter(operation -> operation.access().equals("public"))
            .filter(operation -> !ELSEWHERE.contains(operation.path()))
            .map(operation -> plain(operation.toString()))
            .collect(Collectors.toCollection(TreeSet::new));
    open.removeIf(words -> ELSEWHERE.contains(words.substring(words.indexOf(' ') + 1)));
    assertThat(open).isEqualTo(promised);
  }

  private static boolean isPublic(Method method) {
    return method.isAnnotationPresent(Public.class)
        || method.getDeclaringClass().isAnnotationPresent(Public.class);
  }
}

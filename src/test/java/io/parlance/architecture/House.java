package io.parlance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import java.util.List;
import java.util.Set;

/** The tree: floors from the doors down to the ground, and the rules that hold them. */
record House(String root) {
  /** The first is the top. Rooms on one floor may know each other, but not in a circle. */
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of("gateway", "operations"),
          Set.of("timeline"),
          Set.of(
              "conversations",
              "messages",
              "threads",
              "reactions",
              "readstate",
              "attachments",
              "presence",
              "people",
              "topics"),
          Set.of("delivery"),
          Set.of("hub", "cluster"),
          Set.of("limits", "security", "protocol", "storage"));

  /** Every class stands on a floor that the plan knows. */
  ArchRule everyRoomIsOnThePlan() {
    return classes()
        .should(
            haveNo(
                "room that the plan does not know",
                java -> floor(java) < 0 && !java.getPackageName().equals(root)));
  }

  /** An import points down or stays on its floor, never up. */
  ArchRule importsPointDown() {
    return classes()
        .should(
            new ArchCondition<JavaClass>("import from their own floor or below") {
              @Override
              public void check(JavaClass java, ConditionEvents events) {
                java.getDirectDependenciesFromSelf().stream()
                    .filter(House.this::pointsUp)
                    .map(up -> SimpleConditionEvent.violated(up, up.getDescription()))
                    .forEach(events::add);
              }
            });
  }

  ArchRule noCircles() {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles();
  }

  /** Names by role, in the product's words. */
  ArchRule noEmptyNames() {
    return classes()
        .should(
            haveNo(
                "name that says nothing",
                java ->
                    java.getSimpleName()
                        .matches("Abstract.*|.*(Impl|Manager|Helper|Utils?|Dto|DTO)")));
  }

  /** What a resource answers with is a record of the contract, not a row. */
  ArchRule noEntityGoesOverTheWire() {
    return methods()
        .that()
        .areDeclaredInClassesThat()
        .haveSimpleNameEndingWith("Resource")
        .should()
        .notHaveRawReturnType(
            DescribedPredicate.describe("an entity", java -> java.isAnnotatedWith(Entity.class)))
        .allowEmptyShould(true);
  }

  ArchRule nobodyPrints() {
    return noClasses().should(ACCESS_STANDARD_STREAMS);
  }

  List<ArchRule> rules() {
    return List.of(
        everyRoomIsOnThePlan(),
        importsPointDown(),
        noCircles(),
        noEmptyNames(),
        noEntityGoesOverTheWire(),
        nobodyPrints());
  }

  private boolean pointsUp(Dependency dependency) {
    int from = floor(dependency.getOriginClass());
    int to = floor(dependency.getTargetClass());
    return from >= 0 && to >= 0 && to < from;
  }

  /** -1 where the plan has no such room. */
  private int floor(JavaClass java) {
    String name = java.getPackageName();
    if (!name.startsWith(root + ".")) {
      return -1;
    }
    String room = name.substring(root.length() + 1).replaceFirst("\\..*", "");
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      if (FLOORS.get(floor).contains(room)) {
        return floor;
      }
    }
    return -1;
  }

  private static ArchCondition<JavaClass> haveNo(
      String what, java.util.function.Predicate<JavaClass> forbidden) {
    return new ArchCondition<>("have no " + what) {
      @Override
      public void check(JavaClass java, ConditionEvents events) {
        events.add(new SimpleConditionEvent(java, !forbidden.test(java), java.getName()));
      }
    };
  }
}

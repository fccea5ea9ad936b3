package io.tidemark.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The design's arrows and nevers, each under a short name, for the house that is given. */
final class HouseRules {

  private static final Set<String> STORAGE_TYPES =
      Set.of("SnapshotStorage", "SnapshotStorageFactory");
  private static final Set<String> STATE_BACKEND_TYPES =
      Set.of("StateBackend", "StateBackendFactory", "KeyedStore");

  private final House house;
  private final Map<String, ArchRule> rules = new LinkedHashMap<>();

  private HouseRules(House house) {
    this.house = house;
  }

  /** All rules by name; none of them minds that a part of the house is not built yet. */
  static Map<String, ArchRule> of(House house) {
    HouseRules rules = new HouseRules(house);
    rules.arrowsInsideTheApi();
    rules.arrowsBetweenModules();
    rules.packages();
    rules.axes();
    rules.vendors();
    rules.forms();
    return rules.rules;
  }

  private void arrowsInsideTheApi() {
    never("state names spi or snapshot", in("state"), in("spi", "snapshot"));
    never("spi names snapshot", in("spi"), in("snapshot"));
    never(
        "config names another part of the API",
        in("config"),
        in("state", "serialization", "spi", "snapshot"));
    never(
        "serialization names state, spi or snapshot",
        in("serialization"),
        in("state", "spi", "snapshot"));
  }

  private void arrowsBetweenModules() {
    DescribedPredicate<JavaClass> modules = resideInAnyPackage(house.allModules());
    DescribedPredicate<JavaClass> api =
        resideInAPackage(house.root() + "..").and(DescribedPredicate.not(modules));
    never("the API names a module", api, modules);
    for (String module : house.modules()) {
      never(
          module + " names a module that it must not know",
          in(module),
          resideInAnyPackage(house.closedTo(module)));
    }
  }

  private void packages() {
    add(
        "packages have no cycles",
        slices().matching(house.root() + ".(**)").should().beFreeOfCycles());
  }

  private void axes() {
    DescribedPredicate<JavaClass> storages = in("fs", "s3", "memory.storage");
    DescribedPredicate<JavaClass> backends =
        in("memory", "rocksdb").and(DescribedPredicate.not(in("memory.storage")));
    never("a storage names state", storages, in("state").or(spi(STATE_BACKEND_TYPES)).or(backends));
    never("a state backend names a storage", backends, storages.or(spi(STORAGE_TYPES)));
  }

  private void vendors() {
    for (String module : house.vendors().keySet()) {
      // The benchmarks hold the peers beside Tidemark, so they name vendors inside their methods.
      never(
          "a vendor of " + module + " is named elsewhere",
          resideInAPackage(house.root() + "..")
              .and(DescribedPredicate.not(in(module, "benchmarks"))),
          resideInAnyPackage(house.vendorPackages(module)));
    }
  }

  private void forms() {
    add(
        "names say what a thing is",
        classes()
            .should()
            .haveNameNotMatching(".*(Utils?|Impl|Manager|Helper)")
            .andShould()
            .haveNameNotMatching(".*(Utils?|Impl|Manager|Helper)\\$.*"));
    add("packages are null-marked", classes().should(resideInANullMarkedPackage()));
  }

  private void never(
      String name, DescribedPredicate<JavaClass> who, DescribedPredicate<JavaClass> whom) {
    add(name, noClasses().that(who).should().dependOnClassesThat(whom));
  }

  private void add(String name, ArchRule rule) {
    rules.put(name, rule.allowEmptyShould(true));
  }

  private DescribedPredicate<JavaClass> in(String first, String... more) {
    return resideInAnyPackage(house.packages(first, more));
  }

  private DescribedPredicate<JavaClass> spi(Set<String> names) {
    return in("spi").and(describe("are " + names, type -> names.contains(type.getSimpleName())));
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package whose package-info is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        String found = type.getName() + (marked ? " is" : " is not") + " in a null-marked package";
        events.add(new SimpleConditionEvent(type, marked, found));
      }
    };
  }
}

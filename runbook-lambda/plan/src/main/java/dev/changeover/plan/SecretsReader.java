package dev.changeover.plan;

import dev.changeover.core.model.Region;
import dev.changeover.core.model.SecretLayout;
import java.util.List;
import java.util.Optional;

/** Reads how the secrets hang together. What belongs to one layout is refused with the other. */
record SecretsReader(SiteDrafts sites) {
    private static final String INDEPENDENT = "independent";
    private static final String REPLICATED = "replicated";
    private static final String HOME = "home";
    private static final String PROMOTE = "promote-replica-when-home-is-dark";

    Optional<SecretLayout> layout(Section file) {
        if (file.optional("secrets").isEmpty()) {
            return Optional.of(new SecretLayout.Independent());
        }
        return file.optionalSection("secrets", Part.SECRETS).flatMap(this::layoutIn);
    }

    private Optional<SecretLayout> layoutIn(Section section) {
        Optional<String> layout = section.optional("layout").isEmpty()
                ? Optional.of(INDEPENDENT)
                : section.optional("layout").flatMap(value -> value.oneOf(List.of(INDEPENDENT, REPLICATED)));
        return layout.flatMap(word -> word.equals(REPLICATED) ? replicated(section) : independent(section));
    }

    private static Optional<SecretLayout> independent(Section section) {
        for (String key : List.of(HOME, PROMOTE)) {
            section.optional(key)
                    .ifPresent(value ->
                            value.fault("is only for replicated secrets", "remove it, or write 'layout: replicated'"));
        }
        return Optional.of(new SecretLayout.Independent());
    }

    private Optional<SecretLayout> replicated(Section section) {
        Optional<Region> home = section.required(HOME)
                .flatMap(value -> value.as(Region::new, "write the Region of the secret that is replicated")
                        .flatMap(region -> oneOfTheTwo(value, region)));
        boolean promote = section.optional(PROMOTE).flatMap(Value::trueOrFalse).orElse(false);
        return home.map(region -> new SecretLayout.Replicated(region, promote));
    }

    private Optional<Region> oneOfTheTwo(Value value, Region home) {
        List<Region> known = sites.regions();
        return known.size() < 2 || known.contains(home)
                ? Optional.of(home)
                : value.fault(home + " is neither Region of the plan", "write " + known.get(0) + " or " + known.get(1));
    }
}

package dev.changeover.twin.sns;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Account;
import java.util.Map;
import java.util.TreeMap;

/** A topic, and what its owner said of it. */
record Topic(Region region, String name, Map<String, String> attributes) {
    Topic {
        attributes = Map.copyOf(attributes);
    }

    String arn() {
        return Account.arn("sns", region, name);
    }

    Topic with(String attribute, String value) {
        Map<String, String> changed = new TreeMap<>(attributes);
        changed.put(attribute, value);
        return new Topic(region, name, changed);
    }
}

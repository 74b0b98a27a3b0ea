package dev.changeover.journal;

import dev.changeover.core.drill.DrillId;
import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ClusterArn;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.GlobalClusterId;
import dev.changeover.core.model.JournalTable;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingControlArn;
import dev.changeover.core.model.SafetyRuleArn;
import dev.changeover.core.model.SecretArn;
import dev.changeover.core.step.StepName;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** A value that a journal shows as one plain string: what its {@code toString} says, and how that is read. */
record PlainWord<T>(Class<T> type, Function<String, T> reading) {
    static final List<PlainWord<?>> ALL = List.of(
            new PlainWord<>(AlarmArn.class, AlarmArn::new),
            new PlainWord<>(ApplicationName.class, ApplicationName::new),
            new PlainWord<>(ChangeoverId.class, ChangeoverId::new),
            new PlainWord<>(ClusterArn.class, ClusterArn::new),
            new PlainWord<>(DrillId.class, DrillId::new),
            new PlainWord<>(Endpoint.class, Endpoint::parse),
            new PlainWord<>(GlobalClusterId.class, GlobalClusterId::new),
            new PlainWord<>(JournalTable.class, JournalTable::new),
            new PlainWord<>(Region.class, Region::new),
            new PlainWord<>(RoutingControlArn.class, RoutingControlArn::new),
            new PlainWord<>(SafetyRuleArn.class, SafetyRuleArn::new),
            new PlainWord<>(SecretArn.class, SecretArn::new),
            new PlainWord<>(StepName.class, PlainWord::step));

    void addTo(SimpleModule module) {
        module.addSerializer(type, new Writing<>(type));
        module.addDeserializer(type, new Reading<>(type, reading));
    }

    private static StepName step(String shown) {
        return StepName.named(shown).orElseThrow(() -> new IllegalArgumentException("no step is called " + shown));
    }

    private static final class Writing<T> extends StdSerializer<T> {
        Writing(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toString());
        }
    }

    private static final class Reading<T> extends StdScalarDeserializer<T> {
        private final transient Function<String, T> reading;

        Reading(Class<T> type, Function<String, T> reading) {
            super(type);
            this.reading = reading;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            String text = in.getValueAsString();
            if (text == null) {
                throw new IllegalArgumentException("a " + handledType().getSimpleName() + " must be text");
            }
            return reading.apply(text);
        }
    }
}

package dev.changeover.handler;

import dev.changeover.core.drill.DrillJournal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.World;
import dev.changeover.core.ready.ReadinessRun;
import dev.changeover.core.ready.ReadinessSettings;
import dev.changeover.journal.dynamodb.DynamoBoard;
import dev.changeover.journal.dynamodb.DynamoDrills;

/** What drills need beyond what changeovers do. */
interface Drilling {
    DrillJournal drills();

    World world(ApplicationPlan plan);

    ReadinessRun readiness(ApplicationPlan plan);

    /** The journal's table, and AWS or the twin. Opened by the first drill: most sandboxes never meet one. */
    static Drilling in(Equipment equipment) {
        return new Drilling() {
            private DynamoDrills drills;
            private DynamoBoard board;
            private final OpenWorlds worlds = new OpenWorlds();

            @Override
            public synchronized DrillJournal drills() {
                if (drills == null) {
                    drills = new DynamoDrills(equipment.settings().journal());
                }
                return drills;
            }

            @Override
            public World world(ApplicationPlan plan) {
                return worlds.of(plan);
            }

            @Override
            public synchronized ReadinessRun readiness(ApplicationPlan plan) {
                if (board == null) {
                    board = new DynamoBoard(equipment.settings().journal());
                }
                var world = worlds.of(plan);
                return new ReadinessRun(
                        world, world.readiness(), equipment.journal(), board, ReadinessSettings.defaults());
            }
        };
    }
}

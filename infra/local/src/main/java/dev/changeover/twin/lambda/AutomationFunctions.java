package dev.changeover.twin.lambda;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.ssm.Functions;
import java.util.Optional;
import java.util.function.Consumer;

/** Lambda as aws:invokeLambdaFunction reaches it. */
record AutomationFunctions(Lambdas lambdas) implements Functions {
    /** Lambda's word for every error that a function or its runtime reports. */
    static final String UNHANDLED = "Unhandled";

    @Override
    public void invoke(Region region, Invocation invocation, Consumer<Answer> completion) {
        var call =
                new Lambdas.Call(invocation.function(), invocation.qualifier(), invocation.payload(), Optional.empty());
        try {
            switch (invocation.type()) {
                case "Event" -> {
                    lambdas.send(region, call);
                    completion.accept(new Answer.Returned(202, "", Optional.empty()));
                }
                case "DryRun" -> {
                    lambdas.tryOut(region, call);
                    completion.accept(new Answer.Returned(204, "", Optional.empty()));
                }
                case String _ -> lambdas.invoke(region, call, ended -> answer(ended.outcome(), completion));
            }
        } catch (AwsError refused) {
            completion.accept(new Answer.Refused(refused));
        }
    }

    private static void answer(Outcome outcome, Consumer<Answer> completion) {
        switch (outcome) {
            case Outcome.Returned(var payload) ->
                completion.accept(new Answer.Returned(200, payload, Optional.empty()));
            case Outcome.Failed(var error) ->
                completion.accept(new Answer.Returned(200, error, Optional.of(UNHANDLED)));
            case Outcome.Lost _ -> {} // its Region took the answer with it
        }
    }
}

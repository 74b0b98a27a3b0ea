package dev.changeover.twin.events;

import dev.changeover.twin.model.CloudWatch;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.sns.Post;
import dev.changeover.twin.sns.Topics;
import dev.changeover.twin.ssm.Functions;

/** All that carries news in an account: topics, buses, and what they tell. */
public record Signals(Regions regions, Topics topics, Buses buses, Targets targets) {
    /** Empty, with every change of an alarm signalled from now on. */
    public static Signals on(Timeline timeline, CloudWatch cloudWatch, Ground ground) {
        var topics = new Topics(timeline, ground.regions(), ground.functions(), ground.post());
        var targets = new Targets(ground.functions(), topics);
        var signals = new Signals(ground.regions(), topics, new Buses(timeline, ground.regions(), targets), targets);
        AlarmSignals.over(timeline, cloudWatch, signals);
        return signals;
    }

    /** What it stands on. */
    public record Ground(Regions regions, Functions functions, Post post) {}
}

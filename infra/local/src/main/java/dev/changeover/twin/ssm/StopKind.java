package dev.changeover.twin.ssm;

/** How StopAutomationExecution is to stop: after the step under way, or at once. In the spelling of the wire. */
public enum StopKind {
    Complete,
    Cancel
}

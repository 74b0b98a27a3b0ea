/** Amazon EventBridge in both Regions: buses, rules, patterns, schedules; and what CloudWatch's alarms set off. */
package dev.changeover.twin.events;

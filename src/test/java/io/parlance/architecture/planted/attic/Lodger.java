package io.parlance.architecture.planted.attic;

/** Lives in a room that the plan does not know. */
public final class Lodger {}

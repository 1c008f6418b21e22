/** What an administrator does and sees: scripts, health, logs. */
package io.parlance.operations;

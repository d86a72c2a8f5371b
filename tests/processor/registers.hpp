#pragma once

/// Loads every register that a called function must keep with a value of its own, made from `seed`;
/// calls run(argument); and returns 0 if all of them still have their values. One file for each
/// processor: registers_<processor>.cpp.
extern "C" unsigned long registers_survive(void (*run)(void*), void* argument, unsigned long seed);

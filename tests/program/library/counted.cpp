// A library of a program's: what it counts is a shared variable.
int counted = 0;

int count() { return ++counted; }

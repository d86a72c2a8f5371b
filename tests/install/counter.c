/* A user's program in C: a race, and a one-time initialisation. */
#include <pthread.h>
#include <stdio.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int count;

static void initialise(void) { puts("initialised"); }

static void* increment(void* argument) {
    pthread_once(&once, initialise);
    ++count;
    pthread_exit(argument);
}

int main(int argument_count, char** arguments) {
    pthread_t thread;
    (void)arguments;
    pthread_create(&thread, 0, increment, 0);
    /* With an argument it does not race. */
    if (argument_count > 1) pthread_join(thread, 0);
    pthread_once(&once, initialise);
    ++count;
    if (argument_count == 1) pthread_join(thread, 0);
    return 0;
}

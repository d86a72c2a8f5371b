/* The frame that a one-time initialisation runs in, and that an exception or pthread_exit() may end. In C, because libgcc
 * alone unwinds such a frame of C: for one of C++ it would take the C++ library, which a program in C has not. */

struct ending {
    void (*end)(void*);
    void* argument;
};

static void run_end(struct ending* ending) { ending->end(ending->argument); }

/* Calls `run`, and then `end`, however `run` was left. */
void contend_once_frame(void (*run)(void*), void (*end)(void*), void* argument);

void contend_once_frame(void (*run)(void*), void (*end)(void*), void* argument) {
    __attribute__((cleanup(run_end))) struct ending ending = {end, argument};
    run(argument);
}

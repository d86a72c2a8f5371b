/* A whole program in C: two mutexes, locked in opposite orders. */
#include <pthread.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;

static void lock_both(pthread_mutex_t* first, pthread_mutex_t* second) {
    pthread_mutex_lock(first);
    pthread_mutex_lock(second);
    pthread_mutex_unlock(second);
    pthread_mutex_unlock(first);
}

static void* other(void* argument) {
    lock_both(&b, &a);
    return argument;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, 0, other, 0);
    lock_both(&a, &b);
    return pthread_join(thread, 0);
}

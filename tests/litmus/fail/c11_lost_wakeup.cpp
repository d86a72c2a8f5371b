// The broadcast may come before the wait, which then lasts for ever: there is no predicate.
#include <contend/gtest.hpp>

#include <threads.h>
#include <thread>

CONTEND_TEST(Litmus, C11LostWakeup) {
    return contend::body([] {
               mtx_t mutex;
               cnd_t done;
               mtx_init(&mutex, mtx_plain);
               cnd_init(&done);
               std::thread worker([&] { cnd_broadcast(&done); });
               mtx_lock(&mutex);
               cnd_wait(&done, &mutex);
               mtx_unlock(&mutex);
               worker.join();
           })
        .expect("lost-wakeup");
}

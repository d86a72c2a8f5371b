// Two threads of threads.h increment without a lock.
#include <contend/gtest.hpp>

#include <threads.h>

CONTEND_TEST(Litmus, C11LostUpdate) {
    return contend::body([] {
               int number = 0;
               const auto increment = [](void* argument) -> int {
                   return ++*static_cast<int*>(argument);
               };
               thrd_t first;
               thrd_t second;
               thrd_create(&first, increment, &number);
               thrd_create(&second, increment, &number);
               thrd_join(first, nullptr);
               thrd_join(second, nullptr);
           })
        .expect("data-race");
}

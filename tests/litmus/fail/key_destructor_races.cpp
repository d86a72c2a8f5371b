// Destructors of what threads store under a key run in these threads, at the same time.
#include <contend/gtest.hpp>

#include <pthread.h>
#include <memory>
#include <thread>

CONTEND_TEST(Litmus, KeyDestructorRaces) {
    return contend::body([] {
               const auto number = std::make_unique<int>(0);
               pthread_key_t key{};
               pthread_key_create(&key, [](void* value) { ++*static_cast<int*>(value); });
               std::thread user([&] { pthread_setspecific(key, number.get()); });
               ++*number;
               user.join();
               pthread_key_delete(key);
           })
        .expect("data-race");
}

// What an observed mutex notes orders nothing: a variable that is written after it is unlocked is still seen to race.
#include <contend/gtest.hpp>
#include <contend/observe.hpp>

#include <thread>

CONTEND_TEST(Litmus, UnguardedBesideObservedMutex) {
    return contend::body([] {
               contend::ObservedSharedMutex mutex("readers");
               int counter = 0;
               const auto work = [&] {
                   {
                       const std::shared_lock lock(mutex);
                   }
                   ++counter;
                   {
                       const std::shared_lock lock(mutex);
                   }
               };
               std::thread first(work);
               std::thread second(work);
               first.join();
               second.join();
           })
        .expect("data-race");
}

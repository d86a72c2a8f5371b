// A lock for each object, chosen by where it lies: objects that are kept push the next ones elsewhere.
#include <contend/gtest.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace {

using Object = std::array<char, 48>;

const Object& new_object() {
    static std::vector<std::unique_ptr<Object>> kept;
    return *kept.emplace_back(std::make_unique<Object>());
}

}  // namespace

CONTEND_TEST(Litmus, LockChosenByAddress) {
    return contend::body([] {
               std::mutex stripes[2];
               const auto use = [&](const Object& object) {
                   const auto address = reinterpret_cast<std::uintptr_t>(&object);
                   const std::lock_guard lock(stripes[address / sizeof(Object) % 2]);
               };
               const Object& object = new_object();
               std::thread first([&] { use(object); });
               std::thread second([&] { const std::lock_guard lock(stripes[0]); });
               first.join();
               second.join();
           })
        .expect("nondeterminism");
}

// A map that belongs to one thread, and two ways to shut it down under its callers.
#include "plain_map.hpp"

#include <contend/gtest.hpp>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace {

enum class Caller { waits, gives_up };

// A request belongs to its caller, who waits until the owner has put the answer there.
//
// Wrong either way. The owner ends as soon as it is told to: a caller whose request is still in the queue waits for ever.
// And where the caller does not wait because the map is shut down, it is gone when the owner, who had taken its request
// before, writes the answer: into memory that is another's by now. maps::ActorMap refuses new requests, answers all
// that it took, and ends then.
template <Caller caller> class Map {
public:
    ~Map() {
        shut_down();
        owner_.join();
    }

    void shut_down() {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        changed_.notify_all();
    }

    std::optional<int> load(int key) {
        const auto request = std::make_unique<Request>(Request{key});
        std::unique_lock lock(mutex_);
        if (stopped_) return std::nullopt;
        requests_.push_back(request.get());
        changed_.notify_all();
        changed_.wait(
            lock, [&] { return request->is_answered || (caller == Caller::gives_up && stopped_); });
        return request->answer;
    }

private:
    struct Request {
        int key;
        std::optional<int> answer = {};
        bool is_answered = false;
    };

    Request* next() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return stopped_ || !requests_.empty(); });
        if (stopped_) return nullptr;
        Request* const request = requests_.front();
        requests_.pop_front();
        return request;
    }

    void own() {
        maps::PlainMap<int, int> map;
        map.store(1, 2);
        while (Request* const request = next()) {
            request->answer = map.load(request->key);
            const std::lock_guard lock(mutex_);
            request->is_answered = true;
            changed_.notify_all();
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Request*> requests_;
    bool stopped_ = false;
    std::thread owner_{[this] { own(); }};
};

template <Caller caller> void load_while_shutting_down() {
    Map<caller> map;
    std::optional<int> answer;
    std::thread reader([&] { answer = map.load(1); });
    map.shut_down();
    reader.join();
    EXPECT_TRUE(!answer || *answer == 2);
}

}  // namespace

CONTEND_TEST(ActorMap, NeverAnswersWhatItTookBeforeTheShutdown) {
    return contend::body(load_while_shutting_down<Caller::waits>).expect("lost-wakeup");
}

CONTEND_TEST(ActorMap, AnswersAfterTheShutdown) {
    return contend::body(load_while_shutting_down<Caller::gives_up>).expect("data-race");
}

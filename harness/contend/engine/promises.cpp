#include <contend/base/fixed_string.hpp>
#include <contend/engine/execution.hpp>

namespace contend::engine {

void Execution::promise(LogicalThread& self, const base::Promise& promise) {
    self.promise = &promise;
    self.promised_at = thread_steps_[self.id];
    // Points that were granted before are counted one by one from here on.
    if (promise.steps == 0) return;
    steps_ += granted_ - hold_;
    spell_ += granted_ - hold_;
    hold_ = granted_ = 0;
}

void Execution::end_promise(LogicalThread& self) {
    if (alone_ == &self) alone_ = nullptr;
    self.promise = nullptr;
}

void Execution::watch_promise(LogicalThread& self) {
    if (self.state == State::finished) return end_promise(self);
    const std::uint32_t now = thread_steps_[self.id];
    if (self.state == State::blocked && self.deadline == no_deadline)
        fail_promise(self, "waits for another thread");
    if (self.promise->steps != 0 && now - self.promised_at > self.promise->steps)
        fail_promise(self, "takes more");
}

void Execution::fail_promise(LogicalThread& self, const char* how) {
    base::FixedString<256> message = "is declared ";
    if (self.promise->steps == 0) {
        message.append("lock-free");
    } else {
        message.append("wait-free within ").append_number(self.promise->steps);
        message.append(self.promise->steps == 1 ? " scheduling point" : " scheduling points");
    }
    message.append(", but ").append(how);
    fail(self, history::IncidentKind::blocked_progress, message.c_str(), self.promise->operation);
}

// A time-out of its own passes; nobody else is there to make the time go by.
void Execution::go_on_alone(LogicalThread& self) {
    if (self.state == State::blocked) expire(self);
    spell_ = 0;
    observe(self);
}

}  // namespace contend::engine

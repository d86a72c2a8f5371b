#include <contend/interpose/creations.hpp>

#include <contend/interpose/control.hpp>

namespace contend::interpose {
namespace {

bool recording = false;
history::RawStack stacks[base::threads_max];

}  // namespace

void record_creations(bool on) {
    recording = on;
    for (history::RawStack& stack : stacks) stack.depth = 0;
}

bool creations_recorded() { return recording; }

void note_creation(const engine::LogicalThread& thread) {
    if (recording) capture_stack(stacks[thread.id], 2);
}

history::RawStack creation_of(const engine::LogicalThread& thread) {
    history::RawStack stack = stacks[thread.id];
    if (stack.depth == 0) stack.frames[stack.depth++] = thread.created_at;
    return stack;
}

}  // namespace contend::interpose

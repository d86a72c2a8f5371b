#include <contend/interpose/creations.hpp>

#include <contend/interpose/control.hpp>

namespace contend::interpose {
namespace {

bool recording = false;
unsigned noted = 0;  // the stacks from here on are empty, and their pages untouched
constinit history::RawStack stacks[base::threads_max] = {};

}  // namespace

void record_creations(bool on) {
    recording = on;
    for (; noted != 0; --noted) stacks[noted - 1].depth = 0;
}

bool creations_recorded() { return recording; }

void note_creation(const engine::LogicalThread& thread) {
    if (!recording) return;
    capture_stack(stacks[thread.id], 2);
    if (noted <= thread.id) noted = thread.id + 1u;
}

history::RawStack creation_of(const engine::LogicalThread& thread) {
    history::RawStack stack = stacks[thread.id];
    if (stack.depth == 0) stack.frames[stack.depth++] = thread.created_at;
    return stack;
}

}  // namespace contend::interpose

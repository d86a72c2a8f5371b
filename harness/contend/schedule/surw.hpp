#pragma once

#include <contend/base/random.hpp>
#include <contend/schedule/communication.hpp>
#include <contend/schedule/strategy.hpp>
#include <contend/schedule/yields.hpp>

namespace contend::schedule {

/// Selectively uniform random walk: Zhao, Wolff, Mathur, Roychoudhury, "Selectively Uniform Concurrency
/// Testing", ASPLOS 2025, section 3.
///
/// A walk that draws the next thread uniformly favours interleavings in which short threads are done
/// early. Drawn with weights, each thread's number of events still to come, every interleaving of
/// straight-line threads is as likely as any other. Where there are many events that is no help; so
/// only *interesting* ones are counted, and between them the threads walk at random. When a thread comes
/// to the first interesting event, who is to do the next one is drawn by weight, and until that thread
/// has, nobody else may do one.
///
/// What is interesting is drawn for each execution from what threads share (schedule/communication.hpp
/// says how objects are known again): one object in half of the executions, two in a quarter, all in the
/// rest. The weights are the most events that a thread has done in an execution so far; the first one just
/// counts. So a loop that waits for others is given the longer the more often it is seen. A thread is known
/// again by its way from the first one: as the second child of the first child, say. A creator's weight
/// holds that of those it has not created yet.
///
/// Between interesting events the paper's walk draws a thread at every point. That is what half of the
/// executions do; in the others a thread stays in three draws of four, so that one may get far ahead.
///
/// An event is counted when it has happened, not when somebody goes to wait for a lock. Where who is to be
/// next can not go on, nor anybody else, all are released, and it is drawn anew; also after patience_max
/// scheduling points, half as many each time, for it may spin until somebody who is held back has acted.
/// A time-out passes in one draw of eight at most; who yields lets others go first.
class Surw final : public Strategy {
public:
    static constexpr std::uint32_t patience_max = 1024;
    static constexpr std::uint32_t patience_min = 16;

    /// To be decorated with Watched over the same communication, which must live as long, and at the same
    /// address in every process that uses this.
    explicit Surw(const Communication& communication) : seen_(communication) {}

    const char* name() const override { return "surw"; }
    void begin(std::uint64_t seed) override;
    Decision pick(const Choice& choice) override;
    void end(std::uint64_t steps) override;
    bool sees_everything() const override { return true; }

private:
    using Places = Communication::Places;
    using Row = std::uint16_t;

    /// A thread as it is known from one execution to the next. The first one is row 0, which is nobody's
    /// child, so that 0 also stands for none.
    struct Known {
        Row parent = 0;
        Row first_child = 0;
        Row next_sibling = 0;
        std::uint32_t weight = 0;  ///< its interesting events, and those of its descendants
        Places places = 0;         ///< from which it has ever acted
        Places acting = 0;         ///< and does in this execution, or did in the last if it is over
        std::uint16_t counts[Communication::places_max] = {};    ///< the most it has
        std::uint16_t counting[Communication::places_max] = {};  ///< what it does in this one
    };

    /// A thread of this execution.
    struct Thread {
        Row row;
        Row last_child;        ///< the row of the one created last
        std::uint32_t weight;  ///< interesting events still to come
    };

    static constexpr unsigned rows_max = base::threads_max;
    static constexpr Row stranger = rows_max;  // where there are no more rows; its weight is 0

    void learn();
    void draw_interesting();
    void weigh();
    void arrive(const Choice& choice);
    void meet(base::ThreadId thread, base::ThreadId creator);
    Row row_of_next_child(Thread& creator);
    void count(base::ThreadId thread, Communication::Place place);
    base::ThreadId choose(const Choice& choice);
    base::ThreadId draw_by_weight(const base::ThreadSet& set);
    void release_all();
    bool interesting(Communication::Place place) const { return (interesting_ >> place & 1) != 0; }

    const Communication& seen_;
    base::Random random_;
    Yields yields_;
    bool sticky_ = false;
    Places interesting_ = 0;
    base::ThreadId intended_ = base::no_thread;  // who is to do the next interesting event
    base::ThreadSet held_back_;                  // who stands before one, and is not to
    std::uint32_t waited_ = 0;                   // scheduling points since it was drawn
    std::uint32_t patience_ = patience_max;      // as many as it has
    unsigned met_ = 0;
    unsigned rows_ = 1;
    Thread threads_[base::threads_max]{};
    Known known_[rows_max + 1]{};
};

}  // namespace contend::schedule

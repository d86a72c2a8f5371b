#pragma once

#include <contend/base/random.hpp>
#include <contend/schedule/asked.hpp>
#include <contend/schedule/communication.hpp>
#include <contend/schedule/corpus.hpp>
#include <contend/schedule/pos.hpp>
#include <contend/schedule/random_walk.hpp>
#include <contend/schedule/strategy.hpp>

namespace contend::schedule {

/// Feedback from what threads read: after Wolff, Shi, Duck, Mathur, Roychoudhury, "Greybox Fuzzing for
/// Concurrency Testing", ASPLOS 2024, section 3, with kept schedules in place of its constraints.
///
/// An execution that shows a reads-from pair which none has shown before has been where no other was;
/// its schedule up to there is in the corpus (schedule/corpus.hpp). Later executions follow such a
/// schedule to the point where the pair showed, or in half of them to some point before, and walk at
/// random from there; one in four leaves out one of its deviations. So a bug behind a chain of pairs,
/// each of them unlikely, takes the sum of what they take, not the product. One execution in four walks at
/// random from the start.
///
/// Which one is followed is drawn with a preference for rare pairs, those that few executions have
/// shown: of five drawn at random, the rarest. Each time a schedule is followed its pair becomes less
/// rare, so that none keeps all the effort.
class Feedback final : public Strategy {
public:
    /// To be decorated with Watched over the same two. They must live as long, and at the same address
    /// in every process that uses this.
    Feedback(const Communication& communication, const Corpus& corpus)
        : seen_(communication), corpus_(corpus) {}

    const char* name() const override { return "feedback"; }
    void begin(std::uint64_t seed) override;
    Decision pick(const Choice& choice) override;
    void end(std::uint64_t steps) override;
    bool sees_everything() const override { return true; }

private:
    static constexpr std::uint16_t none = 0xffff;

    const Corpus::Kept& draw_rare();
    void draw_mutation(const Corpus::Kept& kept);
    base::ThreadId follow(const Choice& choice);

    const Communication& seen_;
    const Corpus& corpus_;
    base::Random random_;
    Pos sampling_;
    RandomWalk walk_;
    Strategy* free_ = nullptr;  // which of the two decides where nothing is followed
    Asked asked_;

    // What is followed, up to which scheduling point, and without which of its deviations.
    const Corpus::Kept* followed_ = nullptr;
    std::uint64_t until_ = 0;
    std::uint16_t left_out_ = none;
    unsigned threads_ = 0;  // those that deviate have ids below this
    // Of the deviations that are still to come: each thread's first, and behind each its thread's next.
    std::uint16_t first_[base::threads_max]{};
    std::uint16_t next_[Corpus::deviations_max]{};
};

}  // namespace contend::schedule

#pragma once

#include <contend/report/report.hpp>
#include <contend/run/minimise.hpp>
#include <contend/run/progress.hpp>
#include <contend/run/regressions.hpp>
#include <contend/run/rulings.hpp>
#include <contend/run/search.hpp>
#include <contend/run/session.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace contend::run {

/// One exploration on its way to a report. Used once: search(), or replay(), or
/// answer_confirmation().
class Exploration {
public:
    Exploration(const Target& target, const Options& options, std::string subject, Rulings rulings);

    /// Past findings first, then a search, until enough distinct findings or the end of the budget. With
    /// the strategy replay, past findings alone: where there are none, there was nothing to do.
    report::Report search();

    /// The token's execution, once.
    report::Report replay(const Token& token);

    /// The token's execution several times, for the process that asks in the environment.
    report::Report answer_confirmation(const Token& token);

private:
    void replay_regressions();
    void search_for_more();
    void profile(const Search& search);
    void take_if_new(rc::Shrinkable<scenario::Plan> plan, Outcome outcome);
    void take(Found found);
    void take_free(const Found& found);
    std::optional<Found> seek_under_control(const Found& found, const Options& controlled);
    void add(const Minimal& minimal, const Found& found);
    std::optional<report::Finding> confirmed_finding(const std::string& token);
    std::optional<report::Finding> replayed_several_times(const Token& token);
    void finish();
    void fail_harness(const std::string& reason);

    const Target& target_;
    const Options& options_;
    Rulings rulings_;
    Progress progress_;
    Regressions regressions_;
    std::uint64_t seed_;
    std::string limit_hit_;  ///< why not all was judged
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    report::Report report_;
};

/// The environment a report is made in, for reports.
report::Environment environment_of(const Options& options);

}  // namespace contend::run

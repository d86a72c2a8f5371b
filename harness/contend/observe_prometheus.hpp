#pragma once

/// Observed locks (observe.hpp) for Prometheus, by prometheus-cpp (Debian: prometheus-cpp-dev; CMake: link
/// prometheus-cpp::core):
///
///     const auto locks = std::make_shared<contend::LockCollector>();
///     exposer.RegisterCollectable(locks);                      // of prometheus-cpp::pull
///     prometheus::TextSerializer().Serialize(out, locks->Collect());
///
/// For each lock, site and mode ("exclusive", "shared"):
///
///     lock_acquisitions_total           how often it was acquired
///     lock_contended_total              of those, after waiting
///     lock_wait_seconds_total           how long was waited for it
///     lock_wait_seconds_max             at most, since the program began
///     lock_hold_seconds_total           how long it was held
///     lock_hold_seconds_max             at most, since the program began

#include <contend/observe.hpp>

#include <prometheus/client_metric.h>
#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

namespace contend {

/// Thread-safe. Needs no registration of locks: it tells of all there are.
class LockCollector : public prometheus::Collectable {
public:
    std::vector<prometheus::MetricFamily> Collect() const override {
        const std::vector<LockUsage> all = lock_usage();
        const auto counter = [&](const char* name, const char* help, auto value) {
            return family(all, name, help, prometheus::MetricType::Counter, value);
        };
        const auto gauge = [&](const char* name, const char* help, auto value) {
            return family(all, name, help, prometheus::MetricType::Gauge, value);
        };
        return {
            counter("lock_acquisitions_total", "Acquisitions of the lock.",
                    [](const LockUsage& use) { return static_cast<double>(use.locked); }),
            counter("lock_contended_total", "Acquisitions that had to wait.",
                    [](const LockUsage& use) { return static_cast<double>(use.contended); }),
            counter("lock_wait_seconds_total", "Time spent waiting for the lock.",
                    [](const LockUsage& use) { return use.waited; }),
            gauge("lock_wait_seconds_max", "Longest time spent waiting for the lock.",
                  [](const LockUsage& use) { return use.waited_most; }),
            counter("lock_hold_seconds_total", "Time for which the lock was held.",
                    [](const LockUsage& use) { return use.held; }),
            gauge("lock_hold_seconds_max", "Longest time for which the lock was held.",
                  [](const LockUsage& use) { return use.held_most; }),
        };
    }

private:
    template <class Value>
    static prometheus::MetricFamily family(const std::vector<LockUsage>& all, const char* name,
                                           const char* help, prometheus::MetricType type,
                                           Value value) {
        prometheus::MetricFamily family{name, help, type, {}};
        for (const LockUsage& use : all) {
            prometheus::ClientMetric metric;
            metric.label = {{"lock", use.lock},
                            {"site", use.site},
                            {"mode", use.shared ? "shared" : "exclusive"}};
            if (type == prometheus::MetricType::Counter)
                metric.counter.value = value(use);
            else
                metric.gauge.value = value(use);
            family.metric.push_back(std::move(metric));
        }
        return family;
    }
};

}  // namespace contend

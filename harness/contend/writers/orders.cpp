#include <contend/writers/display.hpp>
#include <contend/writers/sections.hpp>

#include <algorithm>

namespace contend::writers {
namespace {

/// A call as a bar over the time it took.
struct Bar {
    int thread = 0;
    std::string text;
    std::uint64_t began = 0;
    std::uint64_t returned = 0;
    std::size_t left = 0;  ///< columns
    std::size_t right = 0;
};

void add_bars(std::vector<Bar>& bars, int thread, const std::vector<report::Call>& calls) {
    for (const report::Call& call : calls) {
        const std::string result = call.result.empty() ? "" : ": " + call.result;
        bars.push_back({thread, printable(call.text + result), call.began, call.returned});
    }
}

std::vector<Bar> bars_of(const report::Scenario& scenario) {
    std::vector<Bar> bars;
    add_bars(bars, 0, scenario.initial);
    for (const report::ScenarioThread& thread : scenario.threads)
        add_bars(bars, thread.id, thread.calls);
    add_bars(bars, 0, scenario.final);
    return bars;
}

/// Gives every moment a column, as far to the left as the texts in the bars allow.
void place(std::vector<Bar>& bars) {
    struct Moment {
        std::uint64_t time;
        Bar* bar;
        bool is_return;
    };
    std::vector<Moment> moments;
    for (Bar& bar : bars) {
        moments.push_back({bar.began, &bar, false});
        moments.push_back({bar.returned, &bar, true});
    }
    std::sort(moments.begin(), moments.end(),
              [](const Moment& a, const Moment& b) { return a.time < b.time; });
    std::size_t column = 0;
    for (const Moment& moment : moments) {
        Bar& bar = *moment.bar;
        if (moment.is_return)
            bar.right = column = std::max(column, bar.left + display_width(bar.text) + 3);
        else
            bar.left = column;
        ++column;
    }
}

std::string line_of(const std::vector<Bar>& bars, int thread) {
    std::string line;
    std::size_t width = 0;
    for (const Bar& bar : bars) {
        if (bar.thread != thread) continue;
        line += std::string(bar.left - width, ' ') + "├ " + bar.text + " ";
        for (std::size_t at = bar.left + display_width(bar.text) + 3; at < bar.right; ++at)
            line += "─";
        line += "┤";
        width = bar.right + 1;
    }
    return line;
}

/// Nothing where the times are not known, or the lines would not fit.
void append_history(std::string& out, const report::Finding& finding, const Look& look) {
    std::vector<Bar> bars = bars_of(finding.scenario);
    const bool known = std::all_of(bars.begin(), bars.end(), [](const Bar& bar) {
        return bar.began != 0 && bar.returned > bar.began;
    });
    if (!known || bars.empty()) return;
    std::sort(bars.begin(), bars.end(),
              [](const Bar& a, const Bar& b) { return a.began < b.began; });
    place(bars);
    std::vector<int> threads;
    for (const Bar& bar : bars) threads.push_back(bar.thread);
    std::sort(threads.begin(), threads.end());
    threads.erase(std::unique(threads.begin(), threads.end()), threads.end());
    std::size_t label_width = 0;
    for (const int thread : threads)
        label_width =
            std::max(label_width, display_width(printable(thread_label(finding, thread))));
    std::size_t right = 0;
    for (const Bar& bar : bars) right = std::max(right, bar.right);
    if (indent + label_width + 2 + right + 1 > look.options.width) return;
    out += "  " + look.paint.strong("history (from left to right, a bar from call to return):");
    out += '\n';
    for (const int thread : threads) {
        out += std::string(indent, ' ') +
               padded(printable(thread_label(finding, thread)), label_width + 2) +
               line_of(bars, thread) + "\n";
    }
    out += '\n';
}

std::string text_of(const report::TriedOrder& order) {
    std::string text = order.omitted == 0 ? "" : "… ";
    for (const std::string& call : order.calls) text += call + " → ";
    return text + order.conflict;
}

}  // namespace

void append_orders(std::string& out, const report::Finding& finding, const Look& look) {
    const report::Orders& orders = finding.orders;
    if (orders.shown.empty()) return;
    append_history(out, finding, look);
    const std::string title =
        "no order of the calls explains the results (" + count(orders.tried) + " tried):";
    out += "  " + look.paint.strong(title) + "\n";
    const std::size_t width = std::max(look.options.width, 3 * indent) - indent - 2;
    for (const report::TriedOrder& order : orders.shown) {
        std::string lead = "- ";
        for (const std::string& line : wrapped(printable(text_of(order)), width)) {
            out += std::string(indent, ' ') + lead + line + "\n";
            lead = "  ";
        }
    }
    const std::uint64_t hidden = orders.tried - orders.shown.size();
    if (hidden != 0) out += std::string(indent, ' ') + "- and " + count(hidden) + " more\n";
    out += '\n';
}

}  // namespace contend::writers

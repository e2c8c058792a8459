#include "gateway-engine/trace/trace_filter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace gw::engine {

namespace {

using Field = TraceFilter::Field;
using Comparison = TraceFilter::Comparison;
using Term = TraceFilter::Term;

constexpr std::int64_t mostNanoseconds = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t longestFilter = 4096;

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + ('a' - 'A'));
    return result;
}

std::string upper(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - ('a' - 'A'));
    return result;
}

// A word of the filter as written: `-path:"/a b"` is {negated, "path", "/a b"}.
struct Word
{
    std::size_t position = 0;
    bool negated = false;
    std::optional<std::string> field;
    std::string value;
};

tl::unexpected<Diagnostic> failAt(std::size_t position, const std::string& message, std::string hint)
{
    Diagnostic d;
    d.message = message + " (at character " + std::to_string(position + 1) + ")";
    d.position = {1, static_cast<int>(position) + 1};
    d.hint = std::move(hint);
    return gw::fail(std::move(d));
}

class Reader
{
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    bool skipSpaces()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
            ++m_at;
        return m_at < m_text.size();
    }

    Result<Word> word()
    {
        Word word;
        word.position = m_at;
        word.negated = m_text[m_at] == '-' && m_at + 1 < m_text.size() && m_text[m_at + 1] != ' ';
        m_at += word.negated ? 1 : 0;
        bool wasQuoted = false;
        for (; m_at < m_text.size() && m_text[m_at] != ' ' && m_text[m_at] != '\t'; ++m_at) {
            if (m_text[m_at] == '"') {
                wasQuoted = true;
                const auto end = m_text.find('"', m_at + 1);
                if (end == std::string_view::npos)
                    return failAt(m_at, "The quotation mark is never closed.", "Add a \" at the end of the text.");
                word.value.append(m_text.substr(m_at + 1, end - m_at - 1));
                m_at = end;
            } else if (m_text[m_at] == ':' && !word.field && !wasQuoted) {
                word.field = std::exchange(word.value, {});
            } else {
                word.value += m_text[m_at];
            }
        }
        return word;
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

struct Named
{
    std::string_view name;
    Field field;
};

constexpr std::array fields{Named{"status", Field::Status},
                            Named{"method", Field::Method},
                            Named{"path", Field::Path},
                            Named{"api", Field::Api},
                            Named{"stage", Field::Stage},
                            Named{"duration", Field::Duration},
                            Named{"connection", Field::Connection},
                            Named{"direction", Field::Direction}};

Comparison takeComparison(std::string_view& text)
{
    static constexpr std::array<std::pair<std::string_view, Comparison>, 5> signs{{{">=", Comparison::GreaterEqual},
                                                                                   {"<=", Comparison::LessEqual},
                                                                                   {">", Comparison::Greater},
                                                                                   {"<", Comparison::Less},
                                                                                   {"=", Comparison::Equal}}};
    for (const auto& [sign, comparison] : signs) {
        if (text.substr(0, sign.size()) == sign) {
            text.remove_prefix(sign.size());
            return comparison;
        }
    }
    return Comparison::Equal;
}

bool readStatus(std::string_view text, Term& term)
{
    if (text.size() == 3 && text[0] >= '1' && text[0] <= '5' && equalsIgnoreCase(text.substr(1), "xx")) {
        term.from = (text[0] - '0') * 100;
        term.to = term.from + 99;
        return term.comparison == Comparison::Equal;
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), term.from);
    term.to = term.from;
    return error == std::errc{} && end == text.data() + text.size() && term.from >= 100 && term.from <= 599;
}

// "100ms", "1.5s", "250us", "2m"; a bare number is milliseconds. Equal means: to the unit as written.
bool readDuration(std::string_view text, Term& term)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 0)
        return false;
    static constexpr std::array<std::pair<std::string_view, double>, 6> units{
        {{"", 1e6}, {"ms", 1e6}, {"us", 1e3}, {"ns", 1}, {"s", 1e9}, {"m", 6e10}}};
    const std::string unit = lower(text.substr(static_cast<std::size_t>(end - text.data())));
    for (const auto& [name, nanoseconds] : units) {
        if (name != unit)
            continue;
        const double value = number * nanoseconds;
        if (!(value < 9e18))
            return false;
        term.from = std::llround(value);
        term.to = term.from + static_cast<std::int64_t>(nanoseconds) - 1;
        return true;
    }
    return false;
}

Result<Term> termOf(const Word& word)
{
    Term term;
    term.negated = word.negated;
    if (!word.field) {
        term.text = lower(word.value);
        return term;
    }
    const std::string name = lower(*word.field);
    const auto known = std::find_if(fields.begin(), fields.end(), [&](const Named& each) { return each.name == name; });
    if (known == fields.end())
        return failAt(word.position, "\"" + *word.field + "\" is no field of a trace.",
                      "Use status, method, path, api, stage, duration, connection or direction, or put the text in "
                      "quotation marks.");
    if (word.value.empty())
        return failAt(word.position, "\"" + *word.field + ":\" has no value.",
                      "Write it behind the colon, as in path:/pets.");
    term.field = known->field;
    std::string_view value = word.value;
    switch (term.field) {
    case Field::Status:
        term.comparison = takeComparison(value);
        if (!readStatus(value, term))
            return failAt(word.position, "\"" + word.value + "\" is no status.", "Write 404, 5xx or >=400.");
        break;
    case Field::Duration:
        term.comparison = takeComparison(value);
        if (!readDuration(value, term))
            return failAt(word.position, "\"" + word.value + "\" is no duration.", "Write >100ms, <=2s or 250us.");
        break;
    case Field::Method:
        term.text = upper(value);
        break;
    case Field::Connection: // ids tell letters apart
        term.text = value;
        break;
    case Field::Direction:
        term.text = upper(value);
        if (term.text != "IN" && term.text != "OUT")
            return failAt(word.position, "\"" + word.value + "\" is no direction.",
                          "Write direction:in or direction:out.");
        break;
    case Field::Path:
    case Field::Api:
    case Field::Stage:
    case Field::Text:
        term.text = lower(value);
        break;
    }
    return term;
}

bool holds(const Term& term, std::int64_t number)
{
    switch (term.comparison) {
    case Comparison::Equal:
        return number >= term.from && number <= term.to;
    case Comparison::Greater:
        return number > term.from;
    case Comparison::GreaterEqual:
        return number >= term.from;
    case Comparison::Less:
        return number < term.from;
    case Comparison::LessEqual:
        return number <= term.from;
    }
    return false;
}

bool contains(std::string_view text, const std::string& part)
{
    return lower(text).find(part) != std::string::npos;
}

bool holds(const Term& term, const Trace& trace)
{
    switch (term.field) {
    case Field::Text:
        return contains(trace.method, term.text) || contains(trace.path, term.text) ||
               contains(std::to_string(trace.status), term.text);
    case Field::Status:
        return holds(term, trace.status);
    case Field::Method:
        return upper(trace.method) == term.text;
    case Field::Path:
        return contains(trace.path, term.text);
    case Field::Api:
        return lower(trace.apiName) == term.text || lower(trace.apiId) == term.text;
    case Field::Stage:
        return lower(trace.stage) == term.text;
    case Field::Duration:
        return holds(term, std::min<std::int64_t>(trace.duration.count(), mostNanoseconds));
    case Field::Connection:
        return trace.socket && trace.socket->connectionId == term.text;
    case Field::Direction:
        return trace.socket && trace.socket->messageDirection == term.text;
    }
    return false;
}

} // namespace

Result<TraceFilter> TraceFilter::parse(std::string_view text)
{
    if (text.size() > longestFilter)
        return gw::fail("The filter is too long.", "Use fewer terms.");
    TraceFilter filter;
    Reader reader(text);
    while (reader.skipSpaces()) {
        const auto word = reader.word();
        if (!word)
            return gw::fail(word.error());
        auto term = termOf(*word);
        if (!term)
            return gw::fail(term.error());
        if (term->field != Field::Text || !term->text.empty())
            filter.m_terms.push_back(*std::move(term));
    }
    return filter;
}

bool TraceFilter::matches(const Trace& trace) const
{
    return std::all_of(m_terms.begin(), m_terms.end(),
                       [&trace](const Term& term) { return holds(term, trace) != term.negated; });
}

} // namespace gw::engine

#include "gateway-engine/trace/trace_query.h"

namespace gw::engine {

namespace {

using Field = TraceFilter::Field;
using Comparison = TraceFilter::Comparison;
using Term = TraceFilter::Term;

std::string compared(const std::string& column, const Term& term, std::vector<QueryValue>& values)
{
    values.emplace_back(term.from);
    switch (term.comparison) {
    case Comparison::Equal:
        values.emplace_back(term.to);
        return column + " BETWEEN ? AND ?";
    case Comparison::Greater:
        return column + " > ?";
    case Comparison::GreaterEqual:
        return column + " >= ?";
    case Comparison::Less:
        return column + " < ?";
    case Comparison::LessEqual:
        return column + " <= ?";
    }
    return "0";
}

// SQLite's lower() folds ASCII letters, as the filter itself does.
std::string condition(const Term& term, std::vector<QueryValue>& values)
{
    switch (term.field) {
    case Field::Text:
        values.insert(values.end(), 3, term.text);
        return "(instr(lower(method), ?) > 0 OR instr(lower(path), ?) > 0 OR instr(status, ?) > 0)";
    case Field::Status:
        return compared("status", term, values);
    case Field::Method:
        values.emplace_back(term.text);
        return "upper(method) = ?";
    case Field::Path:
        values.emplace_back(term.text);
        return "instr(lower(path), ?) > 0";
    case Field::Api:
        values.insert(values.end(), 2, term.text);
        return "(lower(api) = ? OR lower(api_id) = ?)";
    case Field::Stage:
        values.emplace_back(term.text);
        return "lower(stage) = ?";
    case Field::Duration:
        return compared("duration", term, values);
    case Field::Connection:
        values.emplace_back(term.text);
        return "connection_id = ?";
    case Field::Direction:
        values.emplace_back(term.text);
        return "direction = ?";
    }
    return "0";
}

} // namespace

TraceQuery traceQuery(const TraceFilter& filter)
{
    TraceQuery query;
    for (const Term& term : filter.terms()) {
        query.condition += query.condition.empty() ? "" : " AND ";
        query.condition += (term.negated ? "NOT (" : "(") + condition(term, query.values) + ")";
    }
    if (query.condition.empty())
        query.condition = "1";
    return query;
}

} // namespace gw::engine

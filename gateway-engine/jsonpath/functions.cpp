// The functions of paths. Those over numbers give doubles, spelled as Java spells them: 15.0.
#include "gateway-engine/jsonpath/evaluation.h"

#include <cmath>
#include <limits>

namespace gw::engine::jsonpath {

namespace {

struct Statistics
{
    double count = 0;
    double sum = 0;
    double squares = 0;
    double least = std::numeric_limits<double>::max();
    double greatest = std::numeric_limits<double>::lowest();

    void add(double n)
    {
        count += 1;
        sum += n;
        squares += n * n;
        least = std::min(least, n);
        greatest = std::max(greatest, n);
    }

    [[nodiscard]] double of(Function function) const
    {
        switch (function) {
        case Function::Min:
            return least;
        case Function::Max:
            return greatest;
        case Function::Avg:
            return sum / count;
        case Function::StdDev:
            return std::sqrt(squares / count - sum * sum / count / count);
        default:
            return sum;
        }
    }
};

json::Value javaDouble(double n)
{
    json::Value value(n);
    std::string text = value.asNumber().text;
    if (text.find_first_of(".e") == std::string::npos)
        text += ".0";
    return json::Value(json::Number{std::move(text)});
}

class FunctionCall
{
public:
    FunctionCall(Evaluation& evaluation, const Call& call, const json::Value& model)
        : m_evaluation(evaluation), m_call(call), m_model(model)
    {
    }

    Walk run(json::Value& result)
    {
        if (m_call.function != Function::Length)
            if (const Walk end = resolveParameters(); end != Walk::Done)
                return end;
        switch (m_call.function) {
        case Function::Min:
        case Function::Max:
        case Function::Avg:
        case Function::StdDev:
        case Function::Sum:
            return aggregate(result);
        case Function::Length:
            return length(result);
        case Function::Keys:
            return keys(result);
        case Function::Concat:
            return concat(result);
        case Function::Append:
            return append(result);
        case Function::First:
            return elementAt(0, result);
        case Function::Last:
            return elementAt(-1, result);
        case Function::Index:
            break;
        }
        if (m_parameters.empty() || !m_parameters[0]->isNumber())
            return m_evaluation.failWith("The JSONPath function index() needs a whole number.", "Write index(0).");
        return elementAt(m_parameters[0]->toInt(), result);
    }

private:
    Walk resolveParameters()
    {
        for (const Parameter& parameter : m_call.parameters) {
            const json::Value* value = std::get_if<json::Value>(&parameter);
            if (const auto* path = std::get_if<std::shared_ptr<const Path>>(&parameter))
                if (const Walk end = m_evaluation.valueOf(**path, m_evaluation.root(), value); end != Walk::Done)
                    return end;
            m_parameters.push_back(value);
        }
        return Walk::Done;
    }

    // The parameters and the elements of those that are lists.
    template <typename Visit>
    void eachParameter(const Visit& visit) const
    {
        for (const json::Value* parameter : m_parameters)
            if (parameter->isArray())
                for (const json::Value& element : parameter->asArray())
                    visit(element, true);
            else
                visit(*parameter, false);
    }

    Walk aggregate(json::Value& result) const
    {
        Statistics statistics;
        const auto add = [&](const json::Value& value, bool) {
            if (value.isNumber())
                statistics.add(value.toDouble());
        };
        if (m_model.isArray())
            for (const json::Value& element : m_model.asArray())
                add(element, true);
        eachParameter(add);
        if (statistics.count == 0)
            return m_evaluation.failWith("A JSONPath function over numbers has no numbers to work on.",
                                         "Apply it to a list that holds numbers.");
        result = javaDouble(statistics.of(m_call.function));
        return Walk::Done;
    }

    // With a path as parameter: how many children all that it finds has.
    Walk length(json::Value& result) const
    {
        const auto* path =
            m_call.parameters.empty() ? nullptr : std::get_if<std::shared_ptr<const Path>>(&m_call.parameters.front());
        result = nullptr;
        if (path) {
            Found found;
            if (const Walk end = m_evaluation.walk(**path, m_model, false, found); end != Walk::Done)
                return end;
            std::size_t children = 0;
            for (const json::Value* value : found)
                children += sizeOf(*value).value_or(0);
            result = static_cast<std::int64_t>(children);
        } else if (const auto size = sizeOf(m_model)) {
            result = static_cast<std::int64_t>(*size);
        }
        return Walk::Done;
    }

    static std::optional<std::size_t> sizeOf(const json::Value& value)
    {
        if (value.isArray())
            return value.asArray().size();
        return value.isObject() ? std::optional(value.asObject().size()) : std::nullopt;
    }

    Walk keys(json::Value& result) const
    {
        result = nullptr;
        if (!m_model.isObject())
            return Walk::Done;
        json::Array names;
        for (const json::Member& member : m_model.asObject())
            names.emplace_back(member.key);
        result = json::Value(std::move(names));
        return Walk::Done;
    }

    Walk concat(json::Value& result) const
    {
        std::string text;
        if (m_model.isArray())
            for (const json::Value& element : m_model.asArray())
                text += element.toString();
        eachParameter([&](const json::Value& value, bool element) {
            text += element ? value.scalarText() : std::string(value.toString());
        });
        result = std::move(text);
        return Walk::Done;
    }

    Walk append(json::Value& result) const
    {
        if (const Walk end = m_evaluation.copy(m_model, result); end != Walk::Done || !result.isArray())
            return end;
        for (const json::Value* parameter : m_parameters) {
            json::Value copied;
            if (const Walk end = m_evaluation.copy(*parameter, copied); end != Walk::Done)
                return end;
            result.asArray().push_back(std::move(copied));
        }
        return Walk::Done;
    }

    Walk elementAt(std::int64_t index, json::Value& result) const
    {
        const auto size = m_model.isArray() ? static_cast<std::int64_t>(m_model.asArray().size()) : 0;
        const std::int64_t place = index < 0 ? size + index : index;
        if (place < 0 || place >= size)
            return m_evaluation.failWith("A JSONPath function asks for an element that is not there.",
                                         "Apply first(), last() and index() to lists that are long enough.");
        return m_evaluation.copy(m_model.asArray()[static_cast<std::size_t>(place)], result);
    }

    Evaluation& m_evaluation;
    const Call& m_call;
    const json::Value& m_model;
    std::vector<const json::Value*> m_parameters;
};

} // namespace

Walk callFunction(Evaluation& evaluation, const Call& call, const json::Value& model, json::Value& result)
{
    return FunctionCall(evaluation, call, model).run(result);
}

} // namespace gw::engine::jsonpath

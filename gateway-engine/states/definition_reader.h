// DefinitionReader: one reading of a definition; used by definition.cpp alone. It goes on after a problem, so that all
// are shown at once, and gives a machine only when there were none.
#pragma once

#include "core/json/text.h"
#include "gateway-engine/states/definition.h"

#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine::states {

class DefinitionReader
{
public:
    explicit DefinitionReader(std::string_view text) : m_text(text) {}
    [[nodiscard]] Definition read();

private:
    // One step of the place in the definition: "States", "Pay", "Next", "[0]".
    class Step
    {
    public:
        Step(DefinitionReader& reader, std::string name) : m_reader(reader)
        {
            reader.m_place.push_back(std::move(name));
        }
        ~Step() { m_reader.m_place.pop_back(); }
        Step(const Step&) = delete;
        Step& operator=(const Step&) = delete;

    private:
        DefinitionReader& m_reader;
    };
    // Names of the states around, for Next; variables assigned in outer flows.
    struct FlowNames
    {
        std::map<std::string, std::size_t, std::less<>> states;
        std::set<std::string, std::less<>> assigned;
        const FlowNames* outer = nullptr;
    };

    // definition.cpp
    void readMachine(const json::Value& definition, Machine& machine);
    Flow readFlow(const json::Value& flow, QueryLanguage language, const FlowNames* outer);
    void readStartAt(const json::Value& flow, Flow& result, const FlowNames& names);
    void checkReachable(const Flow& flow, const json::Value& states);
    void collectAssigned(const json::Value& states, std::set<std::string, std::less<>>& names) const;

    // read_state.cpp
    State readState(const std::string& name, const json::Value& state, QueryLanguage language, const FlowNames& names);
    void readKind(const json::Value& value, State& state, const FlowNames& names);
    void readNext(const json::Value& value, State& state, const FlowNames& names);
    void checkFields(const json::Value& value, const State& state);
    void readDataFlow(const json::Value& value, State& state, const FlowNames& names);
    PassState readPass(const json::Value& value);
    TaskState readTask(const json::Value& value, const State& state);
    ChoiceState readChoice(const json::Value& value, const State& state, const FlowNames& names);
    WaitState readWait(const json::Value& value, const State& state);
    FailState readFail(const json::Value& value, const State& state);
    ParallelState readParallel(const json::Value& value, const State& state, const FlowNames& names);
    MapState readMap(const json::Value& value, State& state, const FlowNames& names);
    void readBatcher(const json::Value& value, const State& state, MapState& map);
    Resource readResource(const json::Value& value);
    std::vector<Retrier> readRetry(const json::Value& value);
    Retrier readRetrier(const json::Value& value);
    std::vector<Catcher> readCatch(const json::Value& value, const State& state, const FlowNames& names);
    Catcher readCatcher(const json::Value& value, const State& state, const FlowNames& names);
    std::vector<std::string> readErrorEquals(const json::Value& value, bool isLast);
    std::size_t readTarget(const json::Value& value, const FlowNames& names);

    // read_fields.cpp
    PathField readPathField(const json::Value& value, std::string_view field);
    ResultPathField readResultPath(const json::Value& value);
    std::optional<Path> readPath(const json::Value& value);
    Amount readAmount(const json::Value& value, std::string_view field, QueryLanguage language, double least,
                      double most);
    Words readWords(const json::Value& value, std::string_view field, QueryLanguage language);
    std::optional<Template> readTemplateField(const json::Value& value, std::string_view field, QueryLanguage language);
    std::optional<Template> readAssign(const json::Value& value, QueryLanguage language, const FlowNames& names);
    Template readTemplate(const json::Value& value, QueryLanguage language, const std::string& field, int depth);
    Template readObjectTemplate(const json::Value& value, QueryLanguage language, const std::string& field, int depth);
    Template readDynamic(const json::Value& value, const std::string& key);
    Template readJsonata(const std::string& expression, const std::string& field);
    std::optional<double> readNumber(const json::Value& value, double least, double most);

    // read_choice.cpp
    std::optional<Condition> readCondition(const json::Value& value, int depth);
    std::optional<Condition> readConditions(const json::Value& value, bool isAnd, int depth);
    std::optional<Condition> readComparison(const json::Value& value);
    std::optional<Condition> readComparisonOf(const Path& variable, const json::Member& member);

    // Notes a problem at the present place, or at `value` below it.
    void refuse(const json::Value& at, std::string code, const std::string& message, std::string hint = {});
    void refuseField(const json::Value& at, const std::string& message, std::string hint = {});
    void warn(const json::Value& at, const std::string& message, std::string hint = {});
    void note(const json::Value& at, Severity severity, std::string code, const std::string& message, std::string hint);
    [[nodiscard]] std::string placeText() const; // "States.Pay.Next"

    std::string_view m_text;
    std::vector<std::string> m_place;
    std::vector<DefinitionProblem> m_problems;
    std::size_t m_states = 0;
    QueryLanguage m_language = QueryLanguage::JsonPath; // the machine's
    bool m_usesJsonata = false;
    bool m_hasErrors = false;
};

} // namespace gw::engine::states

// A state of a definition: its common fields and those of its kind.
#include "gateway-engine/states/definition_reader.h"
#include "gateway-engine/states/state_fields.h"

#include <algorithm>

namespace gw::engine::states {

namespace {

constexpr double mostSeconds = 99'999'999;

std::optional<StateType> stateTypeFrom(std::string_view text)
{
    for (const StateType type : {StateType::Pass, StateType::Task, StateType::Choice, StateType::Wait,
                                 StateType::Succeed, StateType::Fail, StateType::Parallel, StateType::Map})
        if (toString(type) == text)
            return type;
    return std::nullopt;
}

} // namespace

State DefinitionReader::readState(const std::string& name, const json::Value& value, QueryLanguage language,
                                  const FlowNames& names)
{
    constexpr std::size_t longestName = 80;
    State state;
    state.name = name;
    state.language = language;
    if (name.empty() || name.size() > longestName)
        refuseField(value, "is a name of more than 80 characters or none.");
    const std::optional<StateType> type = stateTypeFrom(value["Type"].toString());
    if (!type) {
        refuseField(value.find("Type") ? value["Type"] : value,
                    "needs \"Type\": Pass, Task, Choice, Wait, Succeed, Fail, Parallel or Map.");
        return state;
    }
    state.type = *type;
    if (const json::Value* own = value.find("QueryLanguage")) {
        const Step step(*this, "QueryLanguage");
        if (own->toString() == "JSONata")
            state.language = QueryLanguage::Jsonata;
        else if (own->toString() != "JSONPath")
            refuseField(*own, "must be \"JSONPath\" or \"JSONata\".");
        else if (language == QueryLanguage::Jsonata)
            refuseField(*own, "must be \"JSONata\", as the machine's is.",
                        "A machine in JSONPath may have states in JSONata, not the other way round.");
    }
    m_usesJsonata = m_usesJsonata || state.language == QueryLanguage::Jsonata;
    checkFields(value, state);
    readNext(value, state, names);
    readDataFlow(value, state, names);
    readKind(value, state, names);
    return state;
}

void DefinitionReader::readKind(const json::Value& value, State& state, const FlowNames& names)
{
    switch (state.type) {
    case StateType::Pass:
        state.kind = readPass(value);
        break;
    case StateType::Task:
        state.kind = readTask(value, state);
        break;
    case StateType::Choice:
        state.kind = readChoice(value, state, names);
        break;
    case StateType::Wait:
        state.kind = readWait(value, state);
        break;
    case StateType::Succeed:
        state.kind = SucceedState{};
        break;
    case StateType::Fail:
        state.kind = readFail(value, state);
        break;
    case StateType::Parallel:
        state.kind = readParallel(value, state, names);
        break;
    case StateType::Map:
        state.kind = readMap(value, state, names);
        break;
    }
}

void DefinitionReader::checkFields(const json::Value& value, const State& state)
{
    for (const json::Member& member : value.asObject()) {
        if (stateHasField(state.type, state.language, member.key))
            continue;
        const Step step(*this, member.key);
        const QueryLanguage other =
            state.language == QueryLanguage::Jsonata ? QueryLanguage::JsonPath : QueryLanguage::Jsonata;
        const std::string kind(toString(state.type));
        if (stateHasField(state.type, other, member.key))
            refuseField(member.value,
                        "is a field of states in " +
                            std::string(other == QueryLanguage::Jsonata ? "JSONata" : "JSONPath") + ".",
                        "Set the state's \"QueryLanguage\", or use the field of its own language.");
        else
            refuseField(member.value, "is no field of a " + kind + " state.");
    }
}

std::size_t DefinitionReader::readTarget(const json::Value& value, const FlowNames& names)
{
    const auto found = names.states.find(value.toString());
    if (found != names.states.end())
        return found->second;
    refuse(value, "MISSING_TRANSITION_TARGET",
           "names \"" + std::string(value.toString()) + "\", which is no state here.",
           "Name one of the states beside it.");
    return 0;
}

void DefinitionReader::readNext(const json::Value& value, State& state, const FlowNames& names)
{
    if (state.type == StateType::Choice || state.type == StateType::Succeed || state.type == StateType::Fail)
        return;
    const json::Value* next = value.find("Next");
    const json::Value* end = value.find("End");
    if ((next != nullptr) == (end != nullptr && end->toBool()))
        return refuseField(value, "needs either \"Next\" or \"End\": true.",
                           "Say which state follows, or that none does.");
    if (!next)
        return;
    const Step step(*this, "Next");
    state.next = readTarget(*next, names);
}

void DefinitionReader::readDataFlow(const json::Value& value, State& state, const FlowNames& names)
{
    state.assign = readAssign(value, state.language, names);
    if (state.language == QueryLanguage::Jsonata) {
        state.parameters = readTemplateField(value, "Arguments", state.language);
        state.output = readTemplateField(value, "Output", state.language);
    } else {
        state.inputPath = readPathField(value, "InputPath");
        state.outputPath = readPathField(value, "OutputPath");
        state.resultPath = readResultPath(value);
        state.parameters = readTemplateField(value, "Parameters", state.language);
        state.resultSelector = readTemplateField(value, "ResultSelector", state.language);
    }
    if (const json::Value* retry = value.find("Retry")) {
        const Step step(*this, "Retry");
        state.retry = readRetry(*retry);
    }
    if (const json::Value* catchers = value.find("Catch")) {
        const Step step(*this, "Catch");
        state.catchers = readCatch(*catchers, state, names);
    }
}

PassState DefinitionReader::readPass(const json::Value& value)
{
    PassState pass;
    if (const json::Value* result = value.find("Result"))
        pass.result = *result;
    return pass;
}

WaitState DefinitionReader::readWait(const json::Value& value, const State& state)
{
    WaitState wait;
    wait.seconds = readAmount(value, "Seconds", state.language, 0, mostSeconds);
    wait.timestamp = readWords(value, "Timestamp", state.language);
    std::size_t forms = 0;
    for (const char* form : {"Seconds", "SecondsPath", "Timestamp", "TimestampPath"})
        forms += value.find(form) ? 1 : 0;
    if (forms != 1)
        refuseField(value, "needs one of \"Seconds\", \"SecondsPath\", \"Timestamp\" and \"TimestampPath\".");
    if (const auto* timestamp = std::get_if<std::string>(&wait.timestamp); timestamp && !isTimestamp(*timestamp)) {
        const Step step(*this, "Timestamp");
        refuseField(value["Timestamp"], "must be a time such as \"2026-03-14T01:59:00Z\".");
    }
    return wait;
}

FailState DefinitionReader::readFail(const json::Value& value, const State& state)
{
    return {readWords(value, "Error", state.language), readWords(value, "Cause", state.language)};
}

ChoiceState DefinitionReader::readChoice(const json::Value& value, const State& state, const FlowNames& names)
{
    ChoiceState choice;
    const json::Value& rules = value["Choices"];
    if (!rules.isArray() || rules.asArray().empty())
        refuseField(value, "needs \"Choices\", a list of rules.");
    for (std::size_t i = 0; rules.isArray() && i < rules.asArray().size(); ++i) {
        const json::Value& rule = rules.asArray()[i];
        const Step list(*this, "Choices");
        const Step item(*this, "[" + std::to_string(i) + "]");
        std::optional<Condition> condition;
        if (state.language == QueryLanguage::JsonPath) {
            condition = readCondition(rule, 0);
        } else if (const auto text = jsonataText(rule["Condition"].toString())) {
            m_usesJsonata = true;
            condition = Condition{Query{Jsonata{*text}, "Choices/" + std::to_string(i) + "/Condition"}};
        } else if (rule["Condition"].isBool()) {
            condition = Condition{Query{Jsonata{rule["Condition"].asBool() ? "true" : "false"}, "Condition"}};
        } else {
            refuseField(rule, "needs \"Condition\", a JSONata expression: \"{% … %}\".");
        }
        const Step next(*this, "Next");
        if (!rule["Next"].isString())
            refuseField(rule, "is missing: the state to go to when the rule holds.");
        else if (const std::size_t target = readTarget(rule["Next"], names); condition)
            choice.rules.push_back({std::move(*condition), target, readAssign(rule, state.language, names),
                                    readTemplateField(rule, "Output", QueryLanguage::Jsonata)});
    }
    if (const json::Value* target = value.find("Default")) {
        const Step step(*this, "Default");
        choice.defaultState = readTarget(*target, names);
    }
    return choice;
}

ParallelState DefinitionReader::readParallel(const json::Value& value, const State&, const FlowNames& names)
{
    ParallelState parallel;
    const json::Value& branches = value["Branches"];
    if (!branches.isArray() || branches.asArray().empty()) {
        refuseField(value, "needs \"Branches\", a list of flows with \"StartAt\" and \"States\".");
        return parallel;
    }
    const Step list(*this, "Branches");
    for (std::size_t i = 0; i < branches.asArray().size(); ++i) {
        const Step item(*this, "[" + std::to_string(i) + "]");
        parallel.branches.push_back(std::make_shared<const Flow>(readFlow(branches.asArray()[i], m_language, &names)));
    }
    return parallel;
}

MapState DefinitionReader::readMap(const json::Value& value, State& state, const FlowNames& names)
{
    MapState map;
    const std::string processorName = value.find("ItemProcessor") ? "ItemProcessor" : "Iterator";
    const json::Value* processor = value.find(processorName);
    if (!processor || !processor->isObject()) {
        refuseField(value, "needs \"ItemProcessor\" with \"StartAt\" and \"States\".");
        return map;
    }
    map.isDistributed = (*processor)["ProcessorConfig"]["Mode"].toString() == "DISTRIBUTED";
    map.label = value["Label"].toString(state.name);
    {
        const Step step(*this, processorName);
        map.processor =
            std::make_shared<const Flow>(readFlow(*processor, m_language, map.isDistributed ? nullptr : &names));
    }
    if (value.find("ItemsPath")) {
        const Step step(*this, "ItemsPath");
        map.itemsPath = readPath(value["ItemsPath"]);
    }
    if (state.language == QueryLanguage::Jsonata)
        map.items = readTemplateField(value, "Items", state.language);
    map.itemSelector = readTemplateField(value, "ItemSelector", state.language);
    if (state.language == QueryLanguage::JsonPath && state.parameters) {
        map.itemSelector = std::move(state.parameters); // as ItemSelector was called before
        state.parameters.reset();
    }
    map.maxConcurrency = readAmount(value, "MaxConcurrency", state.language, 0, mostSeconds);
    map.toleratedFailureCount = readAmount(value, "ToleratedFailureCount", state.language, 0, mostSeconds);
    map.toleratedFailurePercentage = readAmount(value, "ToleratedFailurePercentage", state.language, 0, 100);
    readBatcher(value, state, map);
    return map;
}

// What reads from or writes to S3 has no place here; batches do.
void DefinitionReader::readBatcher(const json::Value& value, const State& state, MapState& map)
{
    for (const char* field : {"ItemReader", "ResultWriter"}) {
        const json::Value* found = value.find(field);
        const Step step(*this, field);
        if (found)
            refuseField(*found, "needs Amazon S3, which Gatewright does not have.",
                        "Give the items as data (ItemsPath or Items), and write results in a Task of the processor.");
    }
    const json::Value* batcher = value.find("ItemBatcher");
    if (!batcher)
        return;
    const Step step(*this, "ItemBatcher");
    if (!map.isDistributed)
        refuseField(*batcher, "is for Map states whose ProcessorConfig has \"Mode\": \"DISTRIBUTED\".");
    map.maxItemsPerBatch = readAmount(*batcher, "MaxItemsPerBatch", state.language, 1, mostSeconds);
    if (batcher->find("BatchInput"))
        map.batchInput = readTemplateField(*batcher, "BatchInput", state.language);
}

} // namespace gw::engine::states

// Reads and writes API keys and usage plans.
#include "core/format/manifest_usage_plan.h"

#include "core/api/derived_text.h"
#include "core/api/element_name.h"
#include "core/format/manifest_throttle.h"
#include "core/in_quotes.h"

namespace gw {

namespace {

constexpr std::string_view keyOrder[] = {"name", "id", "description", "enabled"};
constexpr std::string_view planOrder[] = {"name", "id", "description", "throttle", "quota", "apiStages", "keys"};
constexpr std::string_view quotaOrder[] = {"limit", "offset", "period"};
constexpr std::string_view stageOrder[] = {"api", "stage", "throttle"};

std::optional<ApiKey> readApiKey(EntryReader& reader, std::string name, const std::string& projectName)
{
    if (!isElementName(name)) {
        reader.error(reader.entry()["name"], "this is not a key's name.", "Use one line of at most 1024 characters.");
        return std::nullopt;
    }
    if (const json::Value& value = reader.entry()["value"]; !value.isNull())
        reader.error(value, "the value of a key does not belong into this file.",
                     "Move it to .gatewright/secrets.yaml, which is not committed, and make a new one if it was.");
    ApiKey key;
    key.id = apiKeyIdOf(name);
    key.keyId = reader.text("id", derivedKeyId(projectName, name));
    key.name = std::move(name);
    key.description = reader.text("description");
    key.enabled = reader.flag("enabled", true);
    return key;
}

json::Value writeApiKey(json::Value entry, const std::string& projectName, const ApiKey* base, const ApiKey& wanted)
{
    const ApiKey before = base ? *base : ApiKey{};
    putText(entry, "name", before.name, wanted.name, keyOrder);
    putDerived(entry, "id", wanted.keyId, derivedKeyId(projectName, wanted.name), keyOrder);
    putText(entry, "description", before.description, wanted.description, keyOrder);
    putFlag(entry, "enabled", before.enabled, wanted.enabled, keyOrder);
    return entry;
}

std::optional<Quota> readQuota(EntryReader& plan)
{
    if (plan.entry()["quota"].isNull())
        return std::nullopt;
    EntryReader reader = plan.part("quota");
    Quota quota;
    quota.limit = reader.number("limit", 0);
    quota.offset = reader.number("offset", 0);
    quota.period = reader.word("period", quota.period, quotaPeriodFrom, "Use DAY, WEEK or MONTH.");
    return quota;
}

std::vector<MethodThrottle> readMethodThrottles(EntryReader& stage)
{
    std::vector<MethodThrottle> list;
    const json::Value& node = stage.part("throttle").entry();
    if (!node.isObject())
        return list;
    for (const json::Member& member : node.asObject()) {
        const auto isSame = [&](const MethodThrottle& other) { return other.method == member.key; };
        if (!member.value.isObject() || std::any_of(list.begin(), list.end(), isSame)) {
            stage.error(member.value,
                        "the throttle of " + inQuotes(member.key) + " is no object, or stands there twice.",
                        "Write it once, as { rateLimit: 10, burstLimit: 5 }.");
            continue;
        }
        EntryReader reader(stage.context(), member.value, stage.subject());
        list.push_back({member.key, readThrottle(reader)});
    }
    return list;
}

std::vector<PlanStage> readPlanStages(EntryReader& plan)
{
    std::vector<PlanStage> list;
    for (Listed<EntryReader>& each : plan.parts("apiStages"))
        list.push_back({each.item.text("api"), each.item.text("stage"), readMethodThrottles(each.item)});
    return list;
}

std::optional<UsagePlan> readUsagePlan(EntryReader& reader, std::string name, const std::string& projectName)
{
    if (!isElementName(name)) {
        reader.error(reader.entry()["name"], "this is not a plan's name.", "Use one line of at most 1024 characters.");
        return std::nullopt;
    }
    UsagePlan plan;
    plan.id = usagePlanIdOf(name);
    plan.planId = reader.text("id", derivedPlanId(projectName, name));
    plan.name = std::move(name);
    plan.description = reader.text("description");
    EntryReader throttle = reader.part("throttle");
    plan.throttle = readThrottle(throttle);
    plan.quota = readQuota(reader);
    plan.apiStages = readPlanStages(reader);
    plan.keys = reader.texts("keys");
    return plan;
}

void writeQuota(json::Value& entry, const std::optional<Quota>& base, const std::optional<Quota>& wanted)
{
    if (base == wanted)
        return;
    if (!wanted) {
        entry.remove("quota");
        return;
    }
    const Quota before = base.value_or(Quota{});
    json::Value& node = childObject(entry, "quota", planOrder);
    if (!base || before.limit != wanted->limit)
        put(node, "limit", wanted->limit, quotaOrder);
    putNumber(node, "offset", before.offset, wanted->offset, quotaOrder);
    if (!base || before.period != wanted->period)
        put(node, "period", toString(wanted->period), quotaOrder);
}

json::Value writeMethodThrottle(const json::Value* original, const MethodThrottle* base, const MethodThrottle& wanted)
{
    json::Value node = original ? *original : json::Value::object();
    writeThrottleFields(node, base && original ? base->throttle : ThrottleSettings{}, wanted.throttle);
    return node;
}

void writeMethodThrottles(json::Value& entry, const std::vector<MethodThrottle>& base,
                          const std::vector<MethodThrottle>& wanted)
{
    if (base == wanted)
        return;
    MemberKind<MethodThrottle> kind;
    kind.key = [](const MethodThrottle& each) { return each.method; };
    kind.matches = [](const std::string& key, const MethodThrottle& each) { return key == each.method; };
    kind.write = writeMethodThrottle;
    const auto isSame = [](const MethodThrottle& a, const MethodThrottle& b) { return a.method == b.method; };
    json::Value& node = childObject(entry, "throttle", stageOrder);
    const auto origins = pairItems(base, wanted, isSame);
    std::string taken;
    while (!(taken = writeMembers(node, base, wanted, origins, kind)).empty())
        if (!node.remove(taken)) // what stood there was no object; the edit gives it one
            break;
    dropIfEmpty(entry, "throttle");
}

bool isSameStage(const PlanStage& a, const PlanStage& b)
{
    return a.api == b.api && a.stage == b.stage;
}

json::Value writePlanStage(json::Value node, const PlanStage* base, const PlanStage& wanted)
{
    const PlanStage before = base ? *base : PlanStage{};
    putText(node, "api", before.api, wanted.api, stageOrder);
    putText(node, "stage", before.stage, wanted.stage, stageOrder);
    writeMethodThrottles(node, before.throttle, wanted.throttle);
    return node;
}

json::Value writeUsagePlan(json::Value entry, const std::string& projectName, const UsagePlan* base,
                           const UsagePlan& wanted)
{
    const UsagePlan before = base ? *base : UsagePlan{};
    putText(entry, "name", before.name, wanted.name, planOrder);
    putDerived(entry, "id", wanted.planId, derivedPlanId(projectName, wanted.name), planOrder);
    putText(entry, "description", before.description, wanted.description, planOrder);
    writeThrottle(entry, "throttle", before.throttle, wanted.throttle, planOrder);
    writeQuota(entry, before.quota, wanted.quota);
    putObjects<PlanStage>(entry, "apiStages", before.apiStages, wanted.apiStages, isSameStage, writePlanStage,
                          planOrder);
    putList(entry, "keys", before.keys, wanted.keys, planOrder);
    return entry;
}

} // namespace

std::vector<Listed<ApiKey>> readApiKeys(const ReadContext& context, const json::Value& root,
                                        const std::string& projectName)
{
    return readEntries<ApiKey>(context, root, "apiKeys", "API key", [&](EntryReader& reader, std::string name) {
        return readApiKey(reader, std::move(name), projectName);
    });
}

Result<void> writeApiKeys(json::Value& root, KeyOrder rootOrder, const std::string& projectName,
                          const std::vector<Listed<ApiKey>>& base, const std::vector<Cow<ApiKey>>& wanted)
{
    return writeEntries<ApiKey>(
        root, "apiKeys", rootOrder, base, wanted, [](const ApiKey&) { return false; },
        [&](json::Value entry, const ApiKey* from, const ApiKey& key) {
            return writeApiKey(std::move(entry), projectName, from, key);
        });
}

std::vector<Listed<UsagePlan>> readUsagePlans(const ReadContext& context, const json::Value& root,
                                              const std::string& projectName)
{
    return readEntries<UsagePlan>(
        context, root, "usagePlans", "usage plan",
        [&](EntryReader& reader, std::string name) { return readUsagePlan(reader, std::move(name), projectName); });
}

Result<void> writeUsagePlans(json::Value& root, KeyOrder rootOrder, const std::string& projectName,
                             const std::vector<Listed<UsagePlan>>& base, const std::vector<Cow<UsagePlan>>& wanted)
{
    return writeEntries<UsagePlan>(
        root, "usagePlans", rootOrder, base, wanted, [](const UsagePlan&) { return false; },
        [&](json::Value entry, const UsagePlan* from, const UsagePlan& plan) {
            return writeUsagePlan(std::move(entry), projectName, from, plan);
        });
}

ThrottleSettings readAccountThrottle(const ReadContext& context, const json::Value& root)
{
    EntryReader reader = EntryReader(context, root, {}).part("accountThrottle");
    return readThrottle(reader);
}

ApiKeyId apiKeyIdOf(std::string_view name)
{
    return {stableHash(name, stableHash("api key "))};
}

UsagePlanId usagePlanIdOf(std::string_view name)
{
    return {stableHash(name, stableHash("usage plan "))};
}

std::string derivedKeyId(std::string_view projectName, std::string_view keyName)
{
    return derivedText({"api key", projectName, keyName}, 10);
}

std::string derivedPlanId(std::string_view projectName, std::string_view planName)
{
    return derivedText({"usage plan", projectName, planName}, 6);
}

} // namespace gw

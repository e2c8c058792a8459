// Compares snapshots from the top down, skipping all that shares storage.
#include "core/edit/diff.h"

#include "core/edit/align_ids.h"
#include "core/edit/change_text.h"
#include "core/edit/definition_diff.h"
#include "core/edit/pairing.h"
#include "core/edit/websocket_diff.h"
#include "core/format/openapi_source.h"

#include <functional>

namespace gw {

namespace {

void compareStages(const Api& before, const Api& after, Changes& changes)
{
    const auto idOf = [](const Stage& stage) { return stage.id; };
    const auto stages = pairById(before.stages, after.stages, idOf, std::equal_to<Stage>());
    const auto say = [&](ChangeKind kind, const Stage& stage, const std::string& what) {
        changes.push_back({kind, NodeRef{after.id, {}, {}, stage.id}, "Stage \"" + stage.name + "\"" + what});
    };
    for (const Stage* stage : stages.removed)
        say(ChangeKind::Removed, *stage, " removed");
    for (const Stage* stage : stages.added)
        say(ChangeKind::Added, *stage, " added");
    for (const auto& [old, now] : stages.changed)
        say(ChangeKind::Changed, *old, " " + describeChange(*old, *now));
    for (const auto& [old, now] : stages.reordered)
        if (*old == *now)
            say(ChangeKind::Moved, *now, " put in another place");
}

// What gatewright.yaml says of an API itself.
std::string describeEntry(const Api& before, const Api& after)
{
    std::string text;
    const auto say = [&text](const std::string& aspect) { text += (text.empty() ? "" : ", ") + aspect; };
    if (before.name != after.name)
        say("renamed to \"" + after.name + "\"");
    if (before.host != after.host || before.port != after.port)
        say("address changed");
    if (before.file != after.file)
        say("file is now " + after.file);
    if (before.apiId != after.apiId)
        say("API id changed");
    if (before.kind() != after.kind())
        say("is now a " + std::string(toString(after.kind())) + " API");
    return text;
}

std::string describeOwn(const Api& before, const Api& after, DiffScope scope)
{
    std::string text = scope == DiffScope::Everything ? describeEntry(before, after) : std::string{};
    const OpenApiDefinition* old = before.openApi();
    const OpenApiDefinition* now = after.openApi();
    std::string aspects = old && now ? describeChange(*old, *now) : std::string{};
    const auto* oldSocket = std::get_if<WebSocketApi>(&before.definition);
    const auto* nowSocket = std::get_if<WebSocketApi>(&after.definition);
    if (oldSocket && nowSocket)
        aspects = describeChange(*oldSocket, *nowSocket);
    if (!aspects.empty())
        text += (text.empty() ? "" : ", ") + aspects;
    return text;
}

void compareApis(const Api& before, const Api& after, DiffScope scope, Changes& changes)
{
    const std::size_t first = changes.size();
    const auto say = [&](const std::string& what) {
        changes.push_back({ChangeKind::Changed, NodeRef{after.id, {}, {}, {}}, "API \"" + before.name + "\": " + what});
    };
    if (const std::string own = describeOwn(before, after, scope); !own.empty())
        say(own);
    if (scope == DiffScope::Everything)
        compareStages(before, after, changes);
    if (before.openApi() && after.openApi())
        diffDefinitions(*before.openApi(), *after.openApi(), after.id, scope, changes);
    const auto* oldSocket = std::get_if<WebSocketApi>(&before.definition);
    const auto* nowSocket = std::get_if<WebSocketApi>(&after.definition);
    if (oldSocket && nowSocket)
        diffRoutes(*oldSocket, *nowSocket, after.id, changes);
    const bool textDiffers =
        before.source && after.source && before.source != after.source && before.source->text != after.source->text;
    if (scope == DiffScope::Everything && changes.size() == first && textDiffers)
        say("comments or spelling of the file changed");
    if (scope == DiffScope::Everything && changes.size() == first && !(before == after))
        say("order of its settings changed");
}

// Functions, usage plans, domains …; `word` is what one is called.
template <typename T>
void compareElements(const std::vector<Cow<T>>& before, const std::vector<Cow<T>>& after, const char* word,
                     NodeRef (*nodeOf)(const T&), Changes& changes)
{
    const auto idOf = [](const Cow<T>& element) { return element->id; };
    const auto elements = pairById(before, after, idOf, std::equal_to<Cow<T>>());
    const auto say = [&](ChangeKind kind, const T& element, const std::string& what) {
        changes.push_back({kind, nodeOf(element), std::string(word) + " \"" + element.name + "\"" + what});
    };
    for (const Cow<T>* element : elements.removed)
        say(ChangeKind::Removed, **element, " removed");
    for (const Cow<T>* element : elements.added)
        say(ChangeKind::Added, **element, " added");
    for (const auto& [old, now] : elements.changed) {
        const std::string text = describeChange(**old, **now);
        say(ChangeKind::Changed, **old, ": " + (text.empty() ? "order of its settings changed" : text));
    }
    for (const auto& [old, now] : elements.reordered)
        if (*old == *now)
            say(ChangeKind::Moved, **now, " put in another place");
}

void compareWhatStandsBehind(const Project& before, const Project& after, Changes& changes)
{
    compareElements<Function>(
        before.functions, after.functions, "Function",
        [](const Function& each) { return NodeRef{{}, {}, {}, {}, each.id, {}, {}}; }, changes);
    compareElements<StateMachine>(
        before.stateMachines, after.stateMachines, "State machine",
        [](const StateMachine& each) { return NodeRef{{}, {}, {}, {}, {}, each.id, {}}; }, changes);
    compareElements<Backend>(
        before.backends, after.backends, "Backend",
        [](const Backend& each) { return NodeRef{{}, {}, {}, {}, {}, {}, each.id}; }, changes);
    if (!(before.aws == after.aws)) {
        const std::string text = describeChange(before.aws, after.aws);
        changes.push_back({ChangeKind::Changed, {}, "AWS settings: " + (text.empty() ? "order changed" : text)});
    }
}

template <typename T>
void compareAccessElements(const std::vector<Cow<T>>& before, const std::vector<Cow<T>>& after, const char* word,
                           Changes& changes)
{
    compareElements<T>(
        before, after, word, [](const T& each) { return nodeOf(each.id); }, changes);
}

void compareAccess(const Project& before, const Project& after, Changes& changes)
{
    compareAccessElements(before.apiKeys, after.apiKeys, "API key", changes);
    compareAccessElements(before.usagePlans, after.usagePlans, "Usage plan", changes);
    compareAccessElements(before.identities, after.identities, "Identity", changes);
    compareAccessElements(before.userPools, after.userPools, "User pool", changes);
    compareAccessElements(before.domainNames, after.domainNames, "Domain", changes);
    compareAccessElements(before.clientCertificates, after.clientCertificates, "Client certificate", changes);
    compareAccessElements(before.webAcls, after.webAcls, "Web ACL", changes);
    if (!(before.accountThrottle == after.accountThrottle))
        changes.push_back({ChangeKind::Changed, {}, "Account: throttle changed"});
    if (!(before.localIssuer == after.localIssuer)) {
        const std::string text = describeChange(*before.localIssuer, *after.localIssuer);
        changes.push_back({ChangeKind::Changed, {}, "Issuer: " + (text.empty() ? "order changed" : text)});
    }
}

} // namespace

Changes diff(const Project& before, const Project& after)
{
    Changes changes;
    const auto idOf = [](const Cow<Api>& api) { return api->id; };
    const auto isSame = [](const Cow<Api>& a, const Cow<Api>& b) { return a.isSameAs(b); };
    const auto apis = pairById(before.apis, after.apis, idOf, isSame);
    const auto say = [&](ChangeKind kind, const Api& api, const std::string& what) {
        changes.push_back({kind, NodeRef{api.id, {}, {}, {}}, "API \"" + api.name + "\" " + what});
    };
    for (const Cow<Api>* api : apis.removed)
        say(ChangeKind::Removed, **api, "removed");
    for (const Cow<Api>* api : apis.added)
        say(ChangeKind::Added, **api, "added");
    for (const auto& [old, now] : apis.changed)
        compareApis(**old, **now, DiffScope::Everything, changes);
    for (const auto& [old, now] : apis.reordered)
        if (*old == *now)
            say(ChangeKind::Moved, **now, "put in another place");
    compareWhatStandsBehind(before, after, changes);
    compareAccess(before, after, changes);
    return changes;
}

Changes diff(const Api& deployed, const Api& draft)
{
    Changes changes;
    compareApis(withIdsOf(deployed, draft), draft, DiffScope::Definition, changes);
    return changes;
}

} // namespace gw

// The usage plan's fields. Throttles of single methods stand in a table of their own, whatever their stage.
#include "ui/design/usage_plan_page.h"

#include "core/edit/edits_access.h"
#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"
#include "ui/design/throttle_gauges.h"
#include "ui/design/usage_report.h"
#include "ui/models/api_stage_text.h"
#include "ui/models/number_text.h"
#include "ui/session/workspace.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTableView>

#include <algorithm>
#include <tuple>

namespace gw::ui {

namespace {

constexpr int usualLimit = 10; // of a new method throttle

QString wantedStage()
{
    return UsagePlanPage::tr("Choose a stage, written as API/stage.");
}

} // namespace

UsagePlanPage::UsagePlanPage(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : ElementPage(workspace, theme, parent)
{
    addHead(QStringLiteral("usagePlanName"), [this](const std::string& name) {
        return apply(
            tr("Rename Usage Plan"), [&](Project p) { return renameUsagePlan(std::move(p), m_id, name); },
            QStringLiteral("name"));
    });
    m_description = add(new TextField(m_theme, tr("Description")));
    m_description->setCommit([this](const QString& text) {
        return change(
            tr("Edit Description"), [&](UsagePlan& plan) { plan.description = text.toStdString(); },
            QStringLiteral("description"));
    });
    buildLimits();
    buildQuota();
    buildStages();
    buildMethods();
    buildKeys();
    addSection(tr("Now"), tr("How many requests each key could send at once at this moment."));
    m_gauges = add(new ThrottleGauges(workspace, gateway, m_theme));
    addSection(tr("Usage"), tr("Requests of each key by days (UTC), as the usage plan counts them."));
    m_usage = addWide(new UsageReport(workspace, gateway, m_theme));
}

void UsagePlanPage::buildLimits()
{
    addSection(tr("Throttling"), tr("Of each key: a bucket of so many requests that fills at so many a second. One "
                                    "request more gets 429 Too Many Requests."));
    m_limits.emplace(m_theme,
                     LimitFields::Words{tr("Rate (requests/s)"), tr("Burst (requests)"), tr("Change Rate Limit"),
                                        tr("Change Burst Limit"), tr("unlimited")},
                     [this](const QString& name, const auto& amend, const QString& field) {
                         return change(
                             name, [&](UsagePlan& plan) { amend(plan.throttle); }, field);
                     });
    addRow({m_limits->rate, m_limits->burst});
}

void UsagePlanPage::buildQuota()
{
    addSection(tr("Quota"), tr("How many requests each key has in a period (UTC). Then 429 Limit Exceeded."));
    m_limit = new TextField(m_theme, tr("Requests"));
    m_limit->setPlaceholder(tr("no quota"));
    m_limit->setCommit([this](const QString& text) {
        std::optional<int> limit;
        if (QString refusal = readNumber(text, limit); !refusal.isEmpty())
            return refusal;
        return change(
            tr("Change Quota"),
            [&](UsagePlan& plan) {
                if (!limit)
                    return plan.quota.reset();
                Quota quota = plan.quota.value_or(Quota());
                quota.limit = *limit;
                plan.quota = quota;
            },
            QStringLiteral("quota"));
    });
    m_period = new ChoiceField(m_theme, tr("In a"),
                               {{QStringLiteral("DAY"), tr("Day")},
                                {QStringLiteral("WEEK"), tr("Week, from Sunday")},
                                {QStringLiteral("MONTH"), tr("Month")}});
    m_period->setCommit([this](const QString& key) {
        return changeQuota(tr("Change Quota Period"), [&](Quota& quota) {
            quota.period = quotaPeriodFrom(key.toStdString()).value_or(quota.period);
        });
    });
    m_offset = new TextField(m_theme, tr("Less in the first period"));
    m_offset->setCommit([this](const QString& text) {
        std::optional<int> offset;
        if (QString refusal = readNumber(text, offset); !refusal.isEmpty())
            return refusal;
        return changeQuota(
            tr("Change Quota Offset"), [&](Quota& quota) { quota.offset = offset.value_or(0); },
            QStringLiteral("offset"));
    });
    addRow({m_limit, m_period, m_offset});
}

QString UsagePlanPage::changeQuota(const QString& command, const std::function<void(Quota&)>& set, const QString& field)
{
    return change(
        command,
        [&](UsagePlan& plan) {
            if (plan.quota)
                set(*plan.quota);
        },
        field);
}

void UsagePlanPage::buildStages()
{
    addSection(tr("API stages"), tr("Where the plan's keys are good."));
    m_stages = add(new TableEditor(m_theme, {}, tr("stage"), tr("No stage: the plan's keys are good for nothing yet."),
                                   {{tr("API/stage"), TableColumn::Kind::Code, {}, 1}}));
    m_stages->view()->setAccessibleName(tr("API stages"));
    const auto now = [this] { return shown() ? shown()->apiStages : std::vector<PlanStage>(); };
    const auto put = [this](const QString& name, std::vector<PlanStage> rows) {
        return change(name, [&](UsagePlan& plan) { plan.apiStages = rows; });
    };
    const auto set = [](PlanStage& stage, int, const QString& value) {
        const auto names = apiStageFrom(value);
        if (!names)
            return wantedStage();
        std::tie(stage.api, stage.stage) = *names;
        return QString();
    };
    m_stages->setEdits(tableEdits<PlanStage>({now, put, set, tr("API Stage")}));
}

void UsagePlanPage::buildMethods()
{
    using Kind = TableColumn::Kind;
    m_methods = add(new TableEditor(m_theme, tr("Throttling of single methods"), tr("method throttle"),
                                    tr("Every method has the plan's own limits."),
                                    {{tr("Method"), Kind::Code, {}, 2},
                                     {tr("API/stage"), Kind::Code, {}, 2},
                                     {tr("Rate"), Kind::Code, {}, 1},
                                     {tr("Burst"), Kind::Code, {}, 1}}));
    m_methods->view()->setAccessibleName(tr("Throttling of single methods"));
    m_methods->setHelp(tr("A method is a path and a verb: /pets/{petId}/GET. Its bucket is looked at before the "
                          "plan's."));
    const auto set = [](MethodRow& row, int column, const QString& value) {
        if (column == 2)
            return readNumber(value, row.throttle.throttle.rateLimit);
        if (column == 3)
            return readNumber(value, row.throttle.throttle.burstLimit);
        (column == 1 ? row.stage : row.throttle.method) = value.trimmed().toStdString();
        return QString();
    };
    m_methods->setEdits(tableEdits<MethodRow>(
        {[this] { return methodRows(); },
         [this](const QString& name, const std::vector<MethodRow>& rows) { return putMethodRows(name, rows); }, set,
         tr("Method Throttle")}));
}

void UsagePlanPage::buildKeys()
{
    addSection(tr("API keys"), tr("Who has the plan."));
    m_keys = add(new TableEditor(m_theme, {}, tr("API key"), tr("No key: nobody has this plan yet."),
                                 {{tr("API key"), TableColumn::Kind::Code, {}, 1}}));
    m_keys->view()->setAccessibleName(tr("API keys"));
    const auto now = [this] { return shown() ? shown()->keys : std::vector<std::string>(); };
    const auto put = [this](const QString& name, std::vector<std::string> rows) {
        return change(name, [&](UsagePlan& plan) { plan.keys = rows; });
    };
    m_keys->setEdits(tableEdits<std::string>({now, put, setText, tr("API Key of Plan")}));
}

std::vector<UsagePlanPage::MethodRow> UsagePlanPage::methodRows() const
{
    std::vector<MethodRow> rows;
    if (const UsagePlan* plan = shown())
        for (const PlanStage& stage : plan->apiStages)
            for (const MethodThrottle& throttle : stage.throttle)
                rows.push_back({apiStageText(stage.api, stage.stage).toStdString(), throttle});
    return rows;
}

QString UsagePlanPage::putMethodRows(const QString& command, const std::vector<MethodRow>& rows)
{
    const UsagePlan* plan = shown();
    if (!plan)
        return {};
    std::vector<PlanStage> stages = plan->apiStages;
    for (PlanStage& stage : stages)
        stage.throttle.clear();
    for (const MethodRow& row : rows) {
        const auto holds = [&](const PlanStage& s) { return apiStageText(s.api, s.stage).toStdString() == row.stage; };
        const auto stage = std::find_if(stages.begin(), stages.end(), holds);
        if (stage == stages.end())
            return tr("\"%1\" is none of the plan's stages above.").arg(fromUtf8(row.stage));
        stage->throttle.push_back(row.throttle);
    }
    return change(command, [&](UsagePlan& changed) { changed.apiStages = stages; });
}

const UsagePlan* UsagePlanPage::shown() const
{
    return findById(m_workspace.project().usagePlans, m_id);
}

QString UsagePlanPage::change(const QString& command, const std::function<void(UsagePlan&)>& set, const QString& field)
{
    return changeIn<UsagePlan>(m_workspace.project().usagePlans, m_id, setUsagePlan, command, set, field);
}

void UsagePlanPage::showPlan(UsagePlanId id)
{
    if (id != m_id)
        leaveElement();
    m_id = id;
    setKey(QStringLiteral("l%1").arg(id.value));
    refresh();
}

void UsagePlanPage::refresh()
{
    const UsagePlan* plan = shown();
    if (!plan)
        return;
    showHead(
        plan->name,
        tr("Usage plan · id %1 · %2").arg(fromUtf8(plan->planId), counted(plan->keys.size(), tr("key"), tr("keys"))));
    m_description->setValue(fromUtf8(plan->description));
    m_limits->show(plan->throttle);
    m_limit->setValue(plan->quota ? QString::number(plan->quota->limit) : QString());
    m_period->setValue(fromUtf8(toString(plan->quota.value_or(Quota()).period)));
    m_offset->setValue(plan->quota ? QString::number(plan->quota->offset) : QString());
    for (Field* part : {static_cast<Field*>(m_period), static_cast<Field*>(m_offset)})
        part->setEnabled(plan->quota.has_value());
    showStages(*plan);
    QStringList known;
    std::vector<QStringList> keys;
    for (const Cow<ApiKey>& key : m_workspace.project().apiKeys)
        known << fromUtf8(key->name);
    for (const std::string& key : plan->keys)
        keys.push_back({fromUtf8(key)});
    m_keys->model()->setChoices(0, known);
    m_keys->setRows(keys);
    m_gauges->showPlan(plan->planId, nodeOf(plan->id));
    m_usage->showPlan(plan->planId);
}

void UsagePlanPage::showStages(const UsagePlan& plan)
{
    const Project& project = m_workspace.project();
    m_stages->model()->setChoices(0, apiStages(project, false));
    std::vector<QStringList> stages;
    QStringList ofPlan;
    QStringList methods;
    for (const PlanStage& stage : plan.apiStages) {
        ofPlan << apiStageText(stage.api, stage.stage);
        stages.push_back({ofPlan.last()});
        if (const Api* api = project.findApi(stage.api))
            for (const QString& method : throttledMethods(*api))
                if (!methods.contains(method))
                    methods << method;
    }
    m_stages->setRows(stages);
    std::vector<QStringList> rows;
    for (const MethodRow& row : methodRows())
        rows.push_back({fromUtf8(row.throttle.method), fromUtf8(row.stage), numberText(row.throttle.throttle.rateLimit),
                        numberText(row.throttle.throttle.burstLimit)});
    m_methods->model()->setChoices(0, methods);
    m_methods->model()->setChoices(1, ofPlan);
    m_methods->setNewRow({{},
                          ofPlan.value(0),
                          numberText(std::optional<double>(plan.throttle.rateLimit.value_or(usualLimit))),
                          numberText(std::optional<int>(plan.throttle.burstLimit.value_or(usualLimit)))});
    m_methods->setRows(rows);
    m_methods->setVisible(!plan.apiStages.empty());
}

} // namespace gw::ui

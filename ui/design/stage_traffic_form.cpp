// How much traffic a stage of a REST API takes and from where: throttling of all methods and of single ones, the web
// ACL, and the certificate shown to endpoints (reference 1.27, 1.28, 1.36).
#include "core/api/elements.h"
#include "core/edit/stage_rules.h"
#include "ui/design/limit_fields.h"
#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"
#include "ui/design/stage_form.h"
#include "ui/design/throttle_gauges.h"
#include "ui/models/number_text.h"

#include <QTableView>

#include <optional>

namespace gw::ui {

namespace {

constexpr const char* allMethods = "*/*";

struct Row
{
    std::string methodPath;
    ThrottleSettings throttle;
};

template <typename T>
std::vector<ChoiceField::Option> namesOf(const std::vector<Cow<T>>& elements)
{
    std::vector<ChoiceField::Option> options{{{}, StageForm::tr("None")}};
    for (const Cow<T>& element : elements)
        options.push_back({fromUtf8(element->name), fromUtf8(element->name)});
    return options;
}

class StageTrafficForm final : public StageForm
{
public:
    StageTrafficForm(const Theme& theme, ApplyStageChange apply, Workspace& workspace, GatewaySession& gateway);
    void showStage(const StageContext& context) override;

private:
    void buildThrottling();
    void buildMethods();
    void buildDoors();
    void showDoors(const StageContext& context);
    QString putRows(const QString& command, const std::vector<Row>& rows);

    std::vector<Row> m_rows; // as shown
    std::optional<LimitFields> m_limits;
    TableEditor* m_methods = nullptr;
    ChoiceField* m_acl = nullptr;
    ChoiceField* m_certificate = nullptr;
    ThrottleGauges* m_gauges = nullptr;
};

StageTrafficForm::StageTrafficForm(const Theme& theme, ApplyStageChange apply, Workspace& workspace,
                                   GatewaySession& gateway)
    : StageForm(theme, std::move(apply))
{
    buildThrottling();
    buildMethods();
    addSection(tr("Now"), tr("How many requests would pass at once at this moment."));
    m_gauges = add(new ThrottleGauges(workspace, gateway, m_theme));
    buildDoors();
}

void StageTrafficForm::buildThrottling()
{
    addSection(tr("Throttling"), tr("Of each method, whoever calls it: a bucket of so many requests that fills at so "
                                    "many a second. One request more gets 429 Too Many Requests."));
    m_limits.emplace(m_theme,
                     LimitFields::Words{tr("Rate (requests/s)"), tr("Burst (requests)"), tr("Change Stage Rate Limit"),
                                        tr("Change Stage Burst Limit"), tr("the account's")},
                     [this](const QString& name, const auto& amend, const QString& field) {
                         return change(
                             name,
                             [&](Stage& stage) {
                                 amend(settingsFor(stage, allMethods).throttling);
                                 dropIdleSettings(stage);
                             },
                             field);
                     });
    addRow({m_limits->rate, m_limits->burst});
    addText(meaningOfStageLimits());
}

void StageTrafficForm::buildMethods()
{
    using Kind = TableColumn::Kind;
    m_methods = add(new TableEditor(
        m_theme, tr("Methods with limits of their own"), tr("method throttle"),
        tr("Every method has the limits above."),
        {{tr("Method"), Kind::Code, {}, 2}, {tr("Rate"), Kind::Code, {}, 1}, {tr("Burst"), Kind::Code, {}, 1}}));
    m_methods->view()->setAccessibleName(tr("Methods with limits of their own"));
    m_methods->setNewRow({{}, QStringLiteral("10"), QStringLiteral("10")});
    const auto set = [](Row& row, int column, const QString& value) -> QString {
        if (column == 1)
            return readNumber(value, row.throttle.rateLimit);
        if (column == 2)
            return readNumber(value, row.throttle.burstLimit);
        row.methodPath = value.trimmed().toStdString();
        return value.trimmed() == QLatin1String(allMethods) ? tr("The limits of all methods stand above.")
                                                            : problemOfMethodPath(value.trimmed());
    };
    m_methods->setEdits(
        tableEdits<Row>({[this] { return m_rows; },
                         [this](const QString& name, const std::vector<Row>& rows) { return putRows(name, rows); }, set,
                         tr("Method Throttle")}));
}

// What else the settings of a method say stays.
QString StageTrafficForm::putRows(const QString& command, const std::vector<Row>& rows)
{
    return change(command, [&](Stage& stage) {
        for (MethodSettings& settings : stage.methodSettings)
            if (settings.methodPath != allMethods)
                settings.throttling = {};
        for (const Row& row : rows)
            settingsFor(stage, row.methodPath).throttling = row.throttle;
        dropIdleSettings(stage);
    });
}

void StageTrafficForm::buildDoors()
{
    addSection(tr("Web ACL"), tr("Rules by address, rate, header or size that stop requests before anything else looks "
                                 "at them."));
    m_acl = add(new ChoiceField(m_theme, tr("Web ACL"), {}));
    m_acl->setCommit([this](const QString& name) {
        return change(tr("Change Web ACL"), [&](Stage& stage) { stage.webAcl = name.toStdString(); });
    });
    addSection(tr("Client certificate"),
               tr("Shown to HTTP endpoints, so that they know it is the gateway that calls."));
    m_certificate = add(new ChoiceField(m_theme, tr("Client certificate"), {}));
    m_certificate->setCommit([this](const QString& name) {
        return change(tr("Change Client Certificate"),
                      [&](Stage& stage) { stage.clientCertificate = name.toStdString(); });
    });
}

void StageTrafficForm::showStage(const StageContext& context)
{
    if (context.api->kind() != ApiKind::Rest)
        return;
    m_rows.clear();
    ThrottleSettings all;
    std::vector<QStringList> texts;
    for (const MethodSettings& settings : context.stage.methodSettings) {
        const ThrottleSettings& throttle = settings.throttling;
        if (settings.methodPath == allMethods) {
            all = throttle;
        } else if (throttle.isSet()) {
            m_rows.push_back({settings.methodPath, throttle});
            texts.push_back(
                {fromUtf8(settings.methodPath), numberText(throttle.rateLimit), numberText(throttle.burstLimit)});
        }
    }
    m_limits->show(all);
    m_methods->model()->setChoices(0, methodSettingsPaths(*context.api).mid(1));
    m_methods->setRows(texts);
    m_gauges->showStage(context.api->apiId, context.stage.name, NodeRef{context.api->id, {}, {}, context.stage.id});
    showDoors(context);
}

void StageTrafficForm::showDoors(const StageContext& context)
{
    m_acl->setOptions(namesOf(context.project.webAcls));
    m_acl->setValue(fromUtf8(context.stage.webAcl));
    m_acl->setHelp(context.project.webAcls.empty()
                       ? tr("The project has no web ACLs yet: Web ACLs in the tree makes one.")
                       : QString());
    const WebAcl* acl = findByName(context.project.webAcls, context.stage.webAcl);
    if (acl)
        m_acl->setFix(tr("Open %1").arg(fromUtf8(acl->name)),
                      [this, node = nodeOf(acl->id)] { emit elementRequested(node); });
    else
        m_acl->setFix({});
    m_certificate->setOptions(namesOf(context.project.clientCertificates));
    m_certificate->setValue(fromUtf8(context.stage.clientCertificate));
    m_certificate->setHelp(context.project.clientCertificates.empty()
                               ? tr("The project has none: Client Certificates in the tree makes one.")
                               : QString());
}

} // namespace

StageForm* makeStageTrafficForm(const Theme& theme, ApplyStageChange apply, Workspace& workspace,
                                GatewaySession& gateway)
{
    return new StageTrafficForm(theme, std::move(apply), workspace, gateway);
}

} // namespace gw::ui

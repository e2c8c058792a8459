// What a stage of an HTTP or WebSocket API says of its routes, defaultRouteSettings and routeSettings: throttling of
// all and of single ones, and for WebSocket APIs what the execution log has of them (reference 2.8, 3.5).
#include "core/edit/route_key.h"
#include "ui/design/limit_fields.h"
#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"
#include "ui/design/stage_form.h"
#include "ui/design/throttle_gauges.h"
#include "ui/models/number_text.h"

#include <QTableView>

#include <optional>
#include <utility>

namespace gw::ui {

namespace {

enum Column { Route, Rate, Burst, Level, DataTrace };
constexpr int columnsOfHttp = Level; // which have no execution log

QStringList levels()
{
    return {QStringLiteral("OFF"), QStringLiteral("ERROR"), QStringLiteral("INFO")};
}

QString setKey(RouteSettings& row, ApiKind kind, const QString& text)
{
    row.routeKey = text.toStdString();
    if (kind == ApiKind::WebSocket)
        return text.isEmpty() ? StageForm::tr("Name a route by its key.") : QString();
    const Result<RouteKey> key = routeKeyFrom(row.routeKey);
    if (!key)
        return fromUtf8(key.error().message) + QLatin1Char(' ') + fromUtf8(key.error().hint);
    row.routeKey = toString(*key);
    return {};
}

QString setCell(RouteSettings& row, ApiKind kind, int column, const QString& value)
{
    switch (static_cast<Column>(column)) {
    case Route:
        return setKey(row, kind, value.trimmed());
    case Rate:
        return readNumber(value, row.throttling.rateLimit);
    case Burst:
        return readNumber(value, row.throttling.burstLimit);
    case Level:
        if (!value.isEmpty() && !levels().contains(value))
            return StageForm::tr("A level is OFF, ERROR or INFO; empty means as all routes have it.");
        row.loggingLevel = value.toStdString();
        return {};
    case DataTrace:
        row.dataTraceEnabled = value == QLatin1String("true") ? std::optional(true) : std::nullopt;
        return {};
    }
    return {};
}

class StageRoutesForm final : public StageForm
{
public:
    StageRoutesForm(const Theme& theme, ApplyStageChange apply, ApiKind kind, Workspace& workspace,
                    GatewaySession& gateway);
    void showStage(const StageContext& context) override;

private:
    void buildThrottling();
    void buildLogging();
    void buildRoutes();
    void showRows();
    [[nodiscard]] QStringList cells(const RouteSettings& row) const;

    const ApiKind m_kind;
    std::vector<RouteSettings> m_shown;
    QStringList m_keys; // of the API's routes
    std::optional<LimitFields> m_limits;
    ChoiceField* m_level = nullptr; // of WebSocket APIs, as is the next
    CheckField* m_dataTrace = nullptr;
    TableEditor* m_routes = nullptr;
    ThrottleGauges* m_gauges = nullptr;
};

StageRoutesForm::StageRoutesForm(const Theme& theme, ApplyStageChange apply, ApiKind kind, Workspace& workspace,
                                 GatewaySession& gateway)
    : StageForm(theme, std::move(apply)), m_kind(kind)
{
    buildThrottling();
    if (kind == ApiKind::WebSocket)
        buildLogging();
    buildRoutes();
    addSection(tr("Now"), kind == ApiKind::WebSocket ? tr("How many messages would pass at once at this moment.")
                                                     : tr("How many requests would pass at once at this moment."));
    m_gauges = add(new ThrottleGauges(workspace, gateway, m_theme));
}

void StageRoutesForm::buildThrottling()
{
    const bool isSocket = m_kind == ApiKind::WebSocket;
    addSection(tr("All routes"),
               isSocket ? tr("Of each route, whoever sends: a bucket of so many messages that fills at so many a "
                             "second. One message more is answered with \"Too Many Requests\".")
                        : tr("Of each route, whoever calls it: a bucket of so many requests that fills at so many a "
                             "second. One request more gets 429 Too Many Requests."));
    m_limits.emplace(m_theme,
                     LimitFields::Words{isSocket ? tr("Rate (messages/s)") : tr("Rate (requests/s)"),
                                        isSocket ? tr("Burst (messages)") : tr("Burst (requests)"),
                                        tr("Change Stage Rate Limit"), tr("Change Stage Burst Limit"),
                                        tr("the account's")},
                     [this](const QString& name, const auto& amend, const QString& field) {
                         return change(
                             name, [&](Stage& stage) { amend(stage.defaultRouteSettings.throttling); }, field);
                     });
    addRow({m_limits->rate, m_limits->burst});
    addText(meaningOfStageLimits());
}

void StageRoutesForm::buildLogging()
{
    std::vector<ChoiceField::Option> options;
    for (const QString& level : levels())
        options.push_back({level, level});
    m_level = add(new ChoiceField(m_theme, tr("Execution log"), options));
    m_level->setCommit([this](const QString& level) {
        return change(tr("Change Logging Level"),
                      [&](Stage& stage) { stage.defaultRouteSettings.loggingLevel = level.toStdString(); });
    });
    m_dataTrace = add(new CheckField(m_theme, tr("Log whole messages")));
    m_dataTrace->setCommit([this](const QString& value) {
        return change(tr("Change Data Trace"), [&](Stage& stage) {
            stage.defaultRouteSettings.dataTraceEnabled = value == QLatin1String("true");
        });
    });
}

void StageRoutesForm::buildRoutes()
{
    using Kind = TableColumn::Kind;
    std::vector<TableColumn> columns{{tr("Route"), Kind::Code, {}, 2},
                                     {tr("Rate"), Kind::Code, {}, 1},
                                     {tr("Burst"), Kind::Code, {}, 1},
                                     {tr("Log"), Kind::Code, levels(), 1},
                                     {tr("Data"), Kind::Check, {}, 0}};
    if (m_kind == ApiKind::Http)
        columns.resize(columnsOfHttp);
    m_routes = add(new TableEditor(m_theme, tr("Routes with settings of their own"), tr("route"),
                                   tr("Every route has the settings above."), std::move(columns)));
    m_routes->view()->setAccessibleName(tr("Routes with settings of their own"));
    m_routes->setCheck([this](const QStringList& row, int column) {
        return column != Route || m_keys.contains(row.value(Route))
                   ? QString()
                   : tr("The API has no route \"%1\".").arg(row.value(Route));
    });
    m_routes->setEdits(
        tableEdits<RouteSettings>({[this] { return m_shown; },
                                   [this](const QString& name, const std::vector<RouteSettings>& rows) {
                                       return change(name, [&](Stage& stage) { stage.routeSettings = rows; });
                                   },
                                   [kind = m_kind](RouteSettings& row, int column, const QString& value) {
                                       return setCell(row, kind, column, value);
                                   },
                                   tr("Route Settings")}));
}

void StageRoutesForm::showStage(const StageContext& context)
{
    if (context.api->kind() != m_kind)
        return;
    const RouteSettings& all = context.stage.defaultRouteSettings;
    m_limits->show(all.throttling);
    if (m_level)
        m_level->setValue(all.loggingLevel.empty() ? QStringLiteral("OFF") : fromUtf8(all.loggingLevel));
    if (m_dataTrace)
        m_dataTrace->setValue(all.dataTraceEnabled.value_or(false));
    m_keys.clear();
    for (const std::string& key : routeKeysOf(*context.api))
        m_keys << fromUtf8(key);
    m_shown = context.stage.routeSettings;
    showRows();
    m_gauges->showStage(context.api->apiId, context.stage.name, NodeRef{context.api->id, {}, {}, context.stage.id});
}

void StageRoutesForm::showRows()
{
    std::vector<QStringList> rows;
    for (const RouteSettings& row : m_shown)
        rows.push_back(cells(row));
    RouteSettings fresh;
    fresh.throttling = {10.0, 10};
    m_routes->model()->setChoices(Route, m_keys);
    m_routes->setNewRow(cells(fresh));
    m_routes->setRows(rows);
}

QStringList StageRoutesForm::cells(const RouteSettings& row) const
{
    QStringList texts{fromUtf8(row.routeKey), numberText(row.throttling.rateLimit),
                      numberText(row.throttling.burstLimit)};
    if (m_kind == ApiKind::WebSocket)
        texts << fromUtf8(row.loggingLevel)
              << (row.dataTraceEnabled.value_or(false) ? QStringLiteral("true") : QStringLiteral("false"));
    return texts;
}

} // namespace

StageForm* makeStageRoutesForm(const Theme& theme, ApplyStageChange apply, ApiKind kind, Workspace& workspace,
                               GatewaySession& gateway)
{
    return new StageRoutesForm(theme, std::move(apply), kind, workspace, gateway);
}

} // namespace gw::ui

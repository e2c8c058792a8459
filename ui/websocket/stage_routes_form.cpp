// defaultRouteSettings and routeSettings of a stage (reference 0.4, 3.5).
#include "ui/websocket/stage_routes_form.h"

#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"
#include "ui/models/number_text.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTableView>

namespace gw::ui {

namespace {

enum Column { Route, Rate, Burst, Level, DataTrace };

QStringList levels()
{
    return {QStringLiteral("OFF"), QStringLiteral("ERROR"), QStringLiteral("INFO")};
}

QString setCell(RouteSettings& row, int column, const QString& value)
{
    switch (static_cast<Column>(column)) {
    case Route:
        row.routeKey = value.trimmed().toStdString();
        return row.routeKey.empty() ? StageForm::tr("Name a route by its key.") : QString();
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

class SocketStageForm final : public StageForm
{
public:
    SocketStageForm(const Theme& theme, ApplyStageChange apply) : StageForm(theme, std::move(apply))
    {
        buildDefaults();
        buildRoutes();
    }

    void showStage(const StageContext& context) override
    {
        const auto* definition = std::get_if<WebSocketApi>(&context.api->definition);
        if (!definition)
            return;
        const RouteSettings& all = context.stage.defaultRouteSettings;
        m_rate->setValue(numberText(all.throttling.rateLimit));
        m_burst->setValue(numberText(all.throttling.burstLimit));
        m_level->setValue(all.loggingLevel.empty() ? QStringLiteral("OFF") : fromUtf8(all.loggingLevel));
        m_dataTrace->setValue(all.dataTraceEnabled.value_or(false));
        m_shown = context.stage.routeSettings;
        QStringList keys;
        for (const Cow<WebSocketRoute>& route : definition->routes)
            keys << fromUtf8(route->routeKey);
        m_keys = keys;
        std::vector<QStringList> rows;
        for (const RouteSettings& row : m_shown)
            rows.push_back({fromUtf8(row.routeKey), numberText(row.throttling.rateLimit),
                            numberText(row.throttling.burstLimit), fromUtf8(row.loggingLevel),
                            row.dataTraceEnabled.value_or(false) ? QStringLiteral("true") : QStringLiteral("false")});
        m_routes->model()->setChoices(Route, keys);
        m_routes->setNewRow({keys.value(0), QStringLiteral("10"), QStringLiteral("10"), {}, QStringLiteral("false")});
        m_routes->setRows(rows);
    }

private:
    template <typename Number>
    TextField* addLimit(const QString& label, const QString& command, std::optional<Number> ThrottleSettings::*member)
    {
        auto* field = new TextField(m_theme, label);
        field->setPlaceholder(StageForm::tr("the account's"));
        field->setCommit([this, command, label, member](const QString& text) {
            std::optional<Number> limit;
            if (QString refusal = readNumber(text, limit); !refusal.isEmpty())
                return refusal;
            return change(
                command, [&](Stage& stage) { stage.defaultRouteSettings.throttling.*member = limit; }, label);
        });
        return field;
    }

    void buildDefaults()
    {
        addSection(StageForm::tr("All routes"),
                   StageForm::tr("Of each route, whoever sends: a bucket of so many messages that fills at so many a "
                                 "second. One message more is answered with \"Too Many Requests\"."));
        m_rate = addLimit(StageForm::tr("Rate (messages/s)"), StageForm::tr("Change Stage Rate Limit"),
                          &ThrottleSettings::rateLimit);
        m_burst = addLimit(StageForm::tr("Burst (messages)"), StageForm::tr("Change Stage Burst Limit"),
                           &ThrottleSettings::burstLimit);
        addRow({m_rate, m_burst});
        std::vector<ChoiceField::Option> options;
        for (const QString& level : levels())
            options.push_back({level, level});
        m_level = add(new ChoiceField(m_theme, StageForm::tr("Execution log"), options));
        m_level->setCommit([this](const QString& level) {
            return change(StageForm::tr("Change Logging Level"),
                          [&](Stage& stage) { stage.defaultRouteSettings.loggingLevel = level.toStdString(); });
        });
        m_dataTrace = add(new CheckField(m_theme, StageForm::tr("Log whole messages")));
        m_dataTrace->setCommit([this](const QString& value) {
            return change(StageForm::tr("Change Data Trace"), [&](Stage& stage) {
                stage.defaultRouteSettings.dataTraceEnabled = value == QLatin1String("true");
            });
        });
    }

    void buildRoutes()
    {
        using Kind = TableColumn::Kind;
        m_routes = add(new TableEditor(m_theme, StageForm::tr("Routes with settings of their own"),
                                       StageForm::tr("route"), StageForm::tr("Every route has the settings above."),
                                       {{StageForm::tr("Route"), Kind::Code, {}, 2},
                                        {StageForm::tr("Rate"), Kind::Code, {}, 1},
                                        {StageForm::tr("Burst"), Kind::Code, {}, 1},
                                        {StageForm::tr("Log"), Kind::Code, levels(), 1},
                                        {StageForm::tr("Data"), Kind::Check, {}, 0}}));
        m_routes->view()->setAccessibleName(StageForm::tr("Routes with settings of their own"));
        m_routes->setCheck([this](const QStringList& row, int column) {
            return column != Route || m_keys.contains(row.value(Route))
                       ? QString()
                       : StageForm::tr("The API has no route \"%1\".").arg(row.value(Route));
        });
        m_routes->setEdits(
            tableEdits<RouteSettings>({[this] { return m_shown; },
                                       [this](const QString& name, const std::vector<RouteSettings>& rows) {
                                           return change(name, [&](Stage& stage) { stage.routeSettings = rows; });
                                       },
                                       setCell, StageForm::tr("Route Settings")}));
    }

    std::vector<RouteSettings> m_shown;
    QStringList m_keys;
    TextField* m_rate;
    TextField* m_burst;
    ChoiceField* m_level;
    CheckField* m_dataTrace;
    TableEditor* m_routes;
};

} // namespace

StageForm* makeSocketStageForm(const Theme& theme, ApplyStageChange apply)
{
    return new SocketStageForm(theme, std::move(apply));
}

} // namespace gw::ui

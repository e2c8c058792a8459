// Route Request card: the key, who may connect ($connect alone), and which messages pass (reference 3.2, 3.3, 3.5).
#include "core/edit/edits_websocket.h"
#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"
#include "ui/models/socket_mappings.h"
#include "ui/websocket/model_map.h"
#include "ui/websocket/route_form.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTableView>

namespace gw::ui {

namespace {

constexpr QLatin1Char mark(':');

// "NONE", "AWS_IAM", or an authorizer's name behind a colon.
QString accessKeyOf(const WebSocketRoute& route)
{
    if (!route.authorizer.empty())
        return mark + fromUtf8(route.authorizer);
    return route.authorizationType.empty() ? QStringLiteral("NONE") : fromUtf8(route.authorizationType);
}

class RouteRequestForm final : public RouteForm
{
public:
    RouteRequestForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit)
        : RouteForm(theme, std::move(apply), std::move(edit))
    {
        buildNames();
        buildAccess();
        buildModels();
    }

    void showRoute(const RouteContext& context) override
    {
        const WebSocketRoute& route = context.route;
        m_key->setValue(fromUtf8(route.routeKey));
        m_key->setHelp(route.isPredefined() ? RouteForm::tr("One of the three keys the service gives a meaning.")
                                            : QString());
        m_operation->setValue(fromUtf8(route.operationName));
        const bool isConnect = route.routeKey == connectKey;
        for (QWidget* part : m_accessParts)
            part->setVisible(isConnect);
        if (isConnect)
            showAccess(context);
        const bool isMessage = !isConnect && route.routeKey != disconnectKey;
        for (QWidget* part : m_messageParts)
            part->setVisible(isMessage);
        m_modelSelection->setValue(fromUtf8(route.modelSelectionExpression));
        m_models->showModels(context.definition.models, route.requestModels);
        const bool isProxied = route.integration && isProxy(*route.integration);
        m_models->setHelp(isProxied && !route.requestModels.empty()
                              ? RouteForm::tr("A proxy integration gets every message: models are not checked.")
                              : QString());
    }

private:
    void buildNames()
    {
        addSection(RouteForm::tr("Route"));
        m_key = new TextField(m_theme, RouteForm::tr("Route key"), TextField::Kind::CodeLine);
        m_key->lineEdit()->setObjectName(QStringLiteral("routeKey"));
        m_key->setCommit([this](const QString& value) {
            return changeProject(RouteForm::tr("Rename Route"),
                                 [key = value.toStdString()](Project p, const NodeRef& at) {
                                     return renameRoute(std::move(p), at.api, at.route, key);
                                 });
        });
        m_operation = new TextField(m_theme, RouteForm::tr("Operation name"), TextField::Kind::CodeLine);
        m_operation->setCommit(committing(RouteForm::tr("Edit Operation Name"), QStringLiteral("operationName"),
                                          [](WebSocketRoute& r, const std::string& v) { r.operationName = v; }));
        addRow({m_key, m_operation});
    }

    void buildAccess()
    {
        m_accessParts.push_back(
            addSection(RouteForm::tr("Access"),
                       RouteForm::tr("Who may connect. It is asked once, at the handshake; what an authorizer says of "
                                     "the client stays with the connection.")));
        m_access = add(new ChoiceField(m_theme, RouteForm::tr("Authorization"), {}));
        m_access->comboBox()->setObjectName(QStringLiteral("authorization"));
        m_access->setCommit([this](const QString& key) {
            const std::string authorizer = key.startsWith(mark) ? key.mid(1).toStdString() : std::string();
            const std::string type = authorizer.empty() ? key.toStdString() : "CUSTOM";
            return changeProject(RouteForm::tr("Change Authorization"), [=](Project p, const NodeRef& at) {
                return setRouteAuthorization(std::move(p), at.api, at.route, type, authorizer);
            });
        });
        m_apiKey = add(new CheckField(m_theme, RouteForm::tr("Clients must show an API key")));
        m_apiKey->setCommit(
            committing(RouteForm::tr("Change API Key Rule"), {},
                       [](WebSocketRoute& r, const std::string& v) { r.apiKeyRequired = v == "true"; }));
        using Kind = TableColumn::Kind;
        m_parameters = add(new TableEditor(
            m_theme, RouteForm::tr("Parameters of the handshake"), RouteForm::tr("parameter"),
            RouteForm::tr("No parameter is named: mappings may take any."),
            {{RouteForm::tr("Parameter"),
              Kind::Code,
              {QStringLiteral("route.request.header.name"), QStringLiteral("route.request.querystring.name")},
              1},
             {RouteForm::tr("Required"), Kind::Check, {}, 0}}));
        m_parameters->view()->setAccessibleName(RouteForm::tr("Parameters of the handshake"));
        m_parameters->setNewRow({QStringLiteral("route.request.querystring.name"), QStringLiteral("false")});
        const auto set = [](RouteParameter& row, int column, const QString& value) -> QString {
            if (column == 1) {
                row.required = value == QLatin1String("true");
                return {};
            }
            row.name = value.trimmed().toStdString();
            return row.name.starts_with("route.request.header.") || row.name.starts_with("route.request.querystring.")
                       ? QString()
                       : RouteForm::tr("Name it route.request.header.name or route.request.querystring.name.");
        };
        m_parameters->setEdits(
            tableEdits<RouteParameter>({[this] { return m_shown; },
                                        [this](const QString& name, const std::vector<RouteParameter>& rows) {
                                            return change(name, [&](WebSocketRoute& r) { r.requestParameters = rows; });
                                        },
                                        set, RouteForm::tr("Parameter")}));
        m_accessParts.insert(m_accessParts.end(), {m_access, m_apiKey, m_parameters});
    }

    void buildModels()
    {
        m_messageParts.push_back(
            addSection(RouteForm::tr("Messages"),
                       RouteForm::tr("A message that its model does not fit is answered with \"Bad request body\".")));
        m_models = add(new ModelMap(m_theme, RouteForm::tr("Request models"),
                                    [this](const QString& name, const StringMap& models) {
                                        return change(name, [&](WebSocketRoute& r) { r.requestModels = models; });
                                    }));
        m_modelSelection =
            add(new TextField(m_theme, RouteForm::tr("Model selection expression"), TextField::Kind::CodeLine));
        m_modelSelection->setPlaceholder(QStringLiteral("$default"));
        m_modelSelection->setHelp(RouteForm::tr("Says which of the keys above a message has, such as "
                                                "$request.body.type; empty means $default."));
        m_modelSelection->setCommit([this](const QString& value) {
            if (const QString problem = value.isEmpty() ? QString() : selectionProblem(value); !problem.isEmpty())
                return problem;
            return change(
                RouteForm::tr("Change Model Selection"),
                [&](WebSocketRoute& r) { r.modelSelectionExpression = value.toStdString(); },
                QStringLiteral("modelSelection"));
        });
        m_messageParts.insert(m_messageParts.end(), {m_models, m_modelSelection});
    }

    void showAccess(const RouteContext& context)
    {
        std::vector<ChoiceField::Option> options{
            {QStringLiteral("NONE"), RouteForm::tr("NONE: anyone may connect")},
            {QStringLiteral("AWS_IAM"), RouteForm::tr("AWS_IAM: handshakes signed by an identity")}};
        for (const Authorizer& authorizer : context.definition.authorizers)
            options.push_back(
                {mark + fromUtf8(authorizer.name), RouteForm::tr("%1 (REQUEST)").arg(fromUtf8(authorizer.name))});
        m_access->setOptions(options);
        m_access->setValue(accessKeyOf(context.route));
        m_access->setFix(context.definition.authorizers.empty() ? RouteForm::tr("Authorizers of This API") : QString(),
                         [this] { emit apiRequested(); });
        const bool isLost =
            !context.route.authorizer.empty() && !context.definition.findAuthorizer(context.route.authorizer);
        m_access->setHelp(
            isLost ? RouteForm::tr("The API has no authorizer called %1.").arg(fromUtf8(context.route.authorizer))
                   : QString());
        m_apiKey->setValue(context.route.apiKeyRequired);
        m_apiKey->setHelp(RouteForm::tr("Read from %1. Others are refused with 403 Forbidden.")
                              .arg(fromUtf8(context.definition.apiKeySelectionExpression)));
        m_shown = context.route.requestParameters;
        std::vector<QStringList> rows;
        for (const RouteParameter& parameter : m_shown)
            rows.push_back(
                {fromUtf8(parameter.name), parameter.required ? QStringLiteral("true") : QStringLiteral("false")});
        m_parameters->setRows(rows);
    }

    TextField* m_key;
    TextField* m_operation;
    ChoiceField* m_access;
    CheckField* m_apiKey;
    TableEditor* m_parameters;
    ModelMap* m_models;
    TextField* m_modelSelection;
    std::vector<RouteParameter> m_shown;
    std::vector<QWidget*> m_accessParts;
    std::vector<QWidget*> m_messageParts;
};

} // namespace

RouteForm* makeSocketRequestForm(const Theme& theme, ApplyRouteChange apply, ApplyRouteEdit edit)
{
    return new RouteRequestForm(theme, std::move(apply), std::move(edit));
}

} // namespace gw::ui

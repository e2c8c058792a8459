// The authorizers of a WebSocket API: Lambda functions that are asked at the handshake (reference 3.5).
#include "core/edit/edits_websocket.h"
#include "core/edit/element_uses.h"
#include "core/edit/integration_targets.h"
#include "ui/design/method_facts.h"
#include "ui/design/table_editor.h"
#include "ui/websocket/socket_forms.h"

#include <QTableView>

namespace gw::ui {

namespace {

enum Column { Name, Calls, Sources };

QString joined(const std::vector<std::string>& sources)
{
    QStringList texts;
    for (const std::string& source : sources)
        texts << fromUtf8(source);
    return texts.join(QStringLiteral(", "));
}

QString setSources(Authorizer& authorizer, const QString& text)
{
    std::vector<std::string> sources;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const std::string source = part.trimmed().toStdString();
        if (!routeIdentitySourceFrom(source))
            return ApiForm::tr("\"%1\" is no identity source. Write route.request.header.name, "
                               "route.request.querystring.name, stageVariables.name or context.name.")
                .arg(part.trimmed());
        sources.push_back(source);
    }
    authorizer.identitySource = std::move(sources);
    return {};
}

// The name of a function of the project stands for its invocation.
void aimByName(Authorizer& authorizer, const AwsSettings& aws)
{
    if (authorizer.authorizerUri.empty() || authorizer.authorizerUri.starts_with("arn:"))
        return;
    Integration integration;
    integration.type = IntegrationType::AwsProxy;
    aimAtFunction(integration, aws, authorizer.authorizerUri);
    authorizer.authorizerUri = integration.uri;
}

class SocketAuthorizersForm final : public ApiForm
{
public:
    SocketAuthorizersForm(const Theme& theme, ApplyApiEdit apply) : ApiForm(theme, std::move(apply))
    {
        addSection(tr("Authorizers"),
                   tr("Functions that are asked at the handshake who a client is and whether it may connect. $connect "
                      "names the one it uses, on its Route Request card."));
        using Kind = TableColumn::Kind;
        m_table = addWide(new TableEditor(
            theme, {}, tr("authorizer"), tr("No authorizer yet: $connect lets everybody in, or asks for AWS_IAM."),
            {{tr("Name"), Kind::Code, {}, 1},
             {tr("Function"), Kind::Code, {}, 2},
             {tr("Identity sources"),
              Kind::Code,
              {QStringLiteral("route.request.header.Authorization"), QStringLiteral("route.request.querystring.token")},
              2}}));
        m_table->view()->setAccessibleName(tr("Authorizers"));
        m_table->setNewRow({QStringLiteral("authorizer"), {}, QStringLiteral("route.request.querystring.token")});
        m_table->setHelp(tr("A function of the project by its name, or another one by its ARN. A handshake without one "
                            "of the identity sources is refused with 401."));
        m_table->setEdits({[this](int row, int column, const QString& value) { return setCell(row, column, value); },
                           [this](const QStringList& values) { return addRow(values); },
                           [this](int row) { return removeRow(row); }});
    }

    void showApi(const Api& api) override
    {
        const auto* definition = std::get_if<WebSocketApi>(&api.definition);
        if (!definition)
            return;
        m_shown = definition->authorizers;
        std::vector<QStringList> rows;
        for (const Authorizer& authorizer : m_shown) {
            const std::string_view function = functionNameIn(authorizer.authorizerUri);
            rows.push_back({fromUtf8(authorizer.name),
                            function.empty() ? fromUtf8(authorizer.authorizerUri) : fromUtf8(function),
                            joined(authorizer.identitySource)});
        }
        m_table->setRows(rows);
    }

private:
    static QString set(Authorizer& authorizer, int column, const QString& value)
    {
        if (column == Sources)
            return setSources(authorizer, value);
        (column == Name ? authorizer.name : authorizer.authorizerUri) = value.trimmed().toStdString();
        return {};
    }

    QString setCell(int row, int column, const QString& value)
    {
        if (row < 0 || row >= int(m_shown.size()))
            return {};
        Authorizer changed = m_shown[std::size_t(row)];
        const std::string name = changed.name;
        if (QString refusal = set(changed, column, value); !refusal.isEmpty())
            return refusal;
        return apply(column == Name ? tr("Rename Authorizer") : tr("Change Authorizer"), [&](Project p, ApiId api) {
            aimByName(changed, p.aws);
            return setRouteAuthorizer(std::move(p), api, name, changed);
        });
    }

    QString addRow(const QStringList& values)
    {
        Authorizer added;
        added.type = AuthorizerType::Request;
        for (int column = 0; column < int(values.size()); ++column)
            if (QString refusal = set(added, column, values[column]); !refusal.isEmpty())
                return refusal;
        return apply(tr("New Authorizer"), [&](Project p, ApiId api) {
            if (added.authorizerUri.empty() && !p.functions.empty())
                added.authorizerUri = p.functions.front()->name; // it must call one; another is chosen in its cell
            aimByName(added, p.aws);
            return createRouteAuthorizer(std::move(p), api, added);
        });
    }

    QString removeRow(int row)
    {
        if (row < 0 || row >= int(m_shown.size()))
            return {};
        return apply(tr("Delete Authorizer"), [&](Project p, ApiId api) {
            return deleteRouteAuthorizer(std::move(p), api, m_shown[std::size_t(row)].name);
        });
    }

    std::vector<Authorizer> m_shown;
    TableEditor* m_table;
};

} // namespace

ApiForm* makeSocketAuthorizersForm(const Theme& theme, ApplyApiEdit apply)
{
    return new SocketAuthorizersForm(theme, std::move(apply));
}

} // namespace gw::ui

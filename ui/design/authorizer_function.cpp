// The authorizer page's fields of the function that decides, and of what passes between it and the gateway.
#include "core/edit/element_uses.h"
#include "ui/design/authorizer_defaults.h"
#include "ui/design/authorizer_page.h"
#include "ui/design/method_facts.h"
#include "ui/models/number_text.h"
#include "ui/session/workspace.h"

#include <QComboBox>
#include <QLineEdit>

namespace gw::ui {

void AuthorizerPage::buildFunction()
{
    m_lambdaParts.push_back(addSection(tr("Function"), tr("Decides for each request, or once for as long as its "
                                                          "answer is kept.")));
    m_function = new ChoiceField(m_theme, tr("Calls"), {});
    m_function->comboBox()->setObjectName(QStringLiteral("authorizerFunction"));
    m_function->setCommit([this](const QString& name) { return chooseFunction(name); });
    m_ttl = new TextField(m_theme, tr("Keep answers for (s)"));
    m_ttl->lineEdit()->setObjectName(QStringLiteral("resultTtl"));
    m_ttl->setCommit([this](const QString& text) {
        std::optional<int> seconds;
        if (QString refusal = readNumber(text, seconds); !refusal.isEmpty())
            return refusal;
        return change(
            tr("Change Result TTL"), [&](Authorizer& a) { a.authorizerResultTtlInSeconds = seconds; },
            QStringLiteral("ttl"));
    });
    addRow({m_function, m_ttl});
    m_uri = add(addText(tr("URI"), tr("Change Authorizer URI"), &Authorizer::authorizerUri));
    m_credentials = add(addText(tr("Role"), tr("Change Authorizer Role"), &Authorizer::authorizerCredentials));
    m_credentials->setPlaceholder(tr("none"));
    m_credentials->setHelp(tr("The ARN of the role the service calls the function as. Means something in AWS only."));
    m_lambdaParts.insert(m_lambdaParts.end(), {m_function, m_ttl, m_uri, m_credentials});
}

// The open link is the field's fix: a button below it.
void AuthorizerPage::showFunction(const Authorizer& authorizer)
{
    const Project& project = m_workspace.project();
    std::vector<ChoiceField::Option> options;
    for (const Cow<Function>& function : project.functions)
        options.push_back({fromUtf8(function->name), tr("Function %1").arg(fromUtf8(function->name))});
    options.push_back({{}, tr("Another function, by its URI")});
    const Function* function = project.findFunction(functionNameIn(authorizer.authorizerUri));
    m_function->setOptions(options);
    m_function->setValue(function ? fromUtf8(function->name) : QString());
    m_function->setHelp(project.functions.empty()
                            ? tr("The project has no functions yet: Functions in the tree makes one.")
                            : QString());
    if (function) {
        NodeRef node;
        node.function = function->id;
        m_function->setFix(tr("Open %1").arg(fromUtf8(function->name)), [this, node] { emit elementRequested(node); });
    } else {
        m_function->setFix({});
    }
    m_uri->setValue(fromUtf8(authorizer.authorizerUri));
    m_uri->setVisible(isLambda(authorizer.type) && !function);
    m_credentials->setValue(fromUtf8(authorizer.authorizerCredentials));
    m_ttl->setValue(numberText(authorizer.authorizerResultTtlInSeconds));
    m_ttl->setPlaceholder(isHttp() ? tr("0: not kept") : QString::number(defaultResultTtl));
    m_ttl->setHelp(tr("0 to 3600; 0 asks the function every time."));
}

QString AuthorizerPage::chooseFunction(const QString& name)
{
    return change(tr("Change Authorizer Function"), [&](Authorizer& a) {
        if (!name.isEmpty())
            a.authorizerUri = invocationUri(m_workspace.project().aws, name.toStdString());
        else if (m_workspace.project().findFunction(functionNameIn(a.authorizerUri)))
            a.authorizerUri = invocationUri(m_workspace.project().aws, "my-function"); // to be written over
    });
}

void AuthorizerPage::buildHttp()
{
    m_httpLambdaParts.push_back(addSection(tr("Payload")));
    m_version = add(new ChoiceField(
        m_theme, tr("Payload format version"),
        {{QStringLiteral("2.0"), QStringLiteral("2.0")}, {QStringLiteral("1.0"), tr("1.0, as REST APIs send it")}}));
    m_version->setCommit([this](const QString& version) {
        return change(tr("Change Payload Format Version"), [&](Authorizer& a) {
            a.authorizerPayloadFormatVersion = version.toStdString();
            a.enableSimpleResponses = a.enableSimpleResponses && version == QLatin1String("2.0");
        });
    });
    m_simple = add(new CheckField(m_theme, tr("The function answers { \"isAuthorized\": true } instead of a policy")));
    m_simple->setCommit([this](const QString& value) {
        return change(tr("Change Simple Responses"),
                      [&](Authorizer& a) { a.enableSimpleResponses = value == QLatin1String("true"); });
    });
    m_httpLambdaParts.insert(m_httpLambdaParts.end(), {m_version, m_simple});
}

} // namespace gw::ui

// Who may call the API as a whole: where API keys are read, whether the default endpoint answers, and the resource
// policy (reference 1.26, 1.27, 1.33).
#include "core/edit/edits_access.h"
#include "core/edit/policy_rules.h"
#include "ui/design/api_form.h"
#include "ui/design/code_field.h"
#include "ui/design/method_facts.h"
#include "ui/design/policy_marks.h"
#include "ui/models/json_text.h"
#include "ui/widgets/buttons.h"

#include <QComboBox>
#include <QHBoxLayout>

namespace gw::ui {

namespace {

constexpr int policyHeight = 280;

constexpr char allowEverybody[] = R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "execute-api:Invoke",
      "Resource": "execute-api:/*"
    }
  ]
})";

constexpr char allowAddresses[] = R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "execute-api:Invoke",
      "Resource": "execute-api:/*"
    },
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "execute-api:Invoke",
      "Resource": "execute-api:/*",
      "Condition": {
        "NotIpAddress": { "aws:SourceIp": ["127.0.0.1/32", "::1/128"] }
      }
    }
  ]
})";

class ApiAccessForm final : public ApiForm
{
public:
    ApiAccessForm(const Theme& theme, ApplyApiEdit apply);
    void showApi(const Api& api) override;

private:
    void buildKeys();
    void buildEndpoint();
    void buildPolicy();
    QString setPolicy(const QString& text);
    QString setEndpoint(const QString& command, const std::function<void(EndpointConfiguration&)>& set);

    EndpointConfiguration m_shownEndpoint;
    ChoiceField* m_keySource = nullptr;
    ChoiceField* m_type = nullptr;
    CheckField* m_default = nullptr;
    CodeField* m_policy = nullptr;
};

ApiAccessForm::ApiAccessForm(const Theme& theme, ApplyApiEdit apply) : ApiForm(theme, std::move(apply))
{
    buildKeys();
    buildPolicy();
    buildEndpoint();
}

void ApiAccessForm::buildKeys()
{
    addSection(tr("API keys"),
               tr("Methods ask for one where their Method Request card says so. Keys are identification, "
                  "not authorization."));
    m_keySource = add(new ChoiceField(
        m_theme, tr("API key source"),
        {{QStringLiteral("HEADER"), tr("HEADER: the request's x-api-key")},
         {QStringLiteral("AUTHORIZER"), tr("AUTHORIZER: usageIdentifierKey of a Lambda authorizer's answer")}}));
    m_keySource->setCommit([this](const QString& key) {
        const ApiKeySource source = apiKeySourceFrom(key.toStdString()).value_or(ApiKeySource::Header);
        return apply(tr("Change API Key Source"),
                     [source](Project p, ApiId api) { return setApiKeySource(std::move(p), api, source); });
    });
}

void ApiAccessForm::buildPolicy()
{
    addSection(tr("Resource policy"), tr("Says who may call what from where. Empty: it is not asked. Takes effect with "
                                         "the next deployment."));
    m_policy = add(new CodeField(m_theme, tr("Policy (JSON)"), CodeEditor::Language::Json, policyHeight));
    m_policy->editor()->setAccessibleName(tr("Resource policy"));
    m_policy->setSameness(isSameJson);
    new PolicyMarks(*m_policy->editor(), PolicyMarks::Owner::Api);
    m_policy->setHelp(tr("Resources may be short: execute-api:/{stage}/{VERB}/{path}. At most 8192 characters."));
    m_policy->setCommit([this](const QString& text) { return setPolicy(text); });
    auto* samples = new QWidget;
    auto* row = new QHBoxLayout(samples);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::m);
    const auto offer = [&](const QString& name, const char* policy) {
        auto* button = pushButton(name, samples);
        connect(button, &QPushButton::clicked, this, [this, text = QString::fromLatin1(policy)] {
            m_policy->forget();
            m_policy->showError(setPolicy(text));
        });
        row->addWidget(button);
    };
    offer(tr("Allow Everybody"), allowEverybody);
    offer(tr("Allow Some Addresses"), allowAddresses);
    offer(tr("No Policy"), "");
    row->addStretch(1);
    add(samples);
}

QString ApiAccessForm::setPolicy(const QString& text)
{
    const Result<json::Value> policy = parseJsonText(text.trimmed());
    if (!policy)
        return errorText(policy.error());
    return apply(
        tr("Change Resource Policy"),
        [&](Project p, ApiId api) { return setResourcePolicy(std::move(p), api, *policy); }, QStringLiteral("policy"));
}

void ApiAccessForm::buildEndpoint()
{
    addSection(tr("Endpoint"));
    m_type = add(new ChoiceField(m_theme, tr("Type"),
                                 {{QStringLiteral("REGIONAL"), tr("REGIONAL")},
                                  {QStringLiteral("EDGE"), tr("EDGE")},
                                  {QStringLiteral("PRIVATE"), tr("PRIVATE: needs a resource policy")}}));
    m_type->setCommit([this](const QString& type) {
        return setEndpoint(tr("Change Endpoint Type"), [&](EndpointConfiguration& endpoint) {
            endpoint.types = {type.toStdString()};
            if (type != QLatin1String("PRIVATE"))
                endpoint.vpcEndpointIds.clear();
        });
    });
    m_default = add(new CheckField(m_theme, tr("Answer at the stage's own address, not at custom domains alone")));
    m_default->setCommit([this](const QString& value) {
        return setEndpoint(tr("Change Default Endpoint"), [&](EndpointConfiguration& endpoint) {
            endpoint.disableExecuteApiEndpoint = value != QLatin1String("true");
        });
    });
}

QString ApiAccessForm::setEndpoint(const QString& command, const std::function<void(EndpointConfiguration&)>& set)
{
    EndpointConfiguration endpoint = m_shownEndpoint;
    set(endpoint);
    return apply(command, [&](Project p, ApiId api) { return setEndpointConfiguration(std::move(p), api, endpoint); });
}

void ApiAccessForm::showApi(const Api& api)
{
    const OpenApiDefinition* definition = api.openApi();
    if (!definition)
        return;
    m_shownEndpoint = definition->endpoint;
    m_keySource->setValue(fromUtf8(toString(definition->apiKeySource)));
    m_policy->setValue(jsonText(definition->policy));
    if (const std::string fault =
            definition->policy.isNull() ? std::string() : faultOfPolicy(definition->policy, PolicyOwner::Api);
        !fault.empty() && m_policy->error().isEmpty())
        m_policy->showError(fromUtf8(fault));
    const auto& types = definition->endpoint.types;
    m_type->setValue(!types.empty()                     ? fromUtf8(types.front())
                     : definition->endpoint.isPrivate() ? QStringLiteral("PRIVATE")
                                                        : QStringLiteral("REGIONAL"));
    m_default->setValue(!definition->endpoint.disableExecuteApiEndpoint);
}

} // namespace

ApiForm* makeApiAccessForm(const Theme& theme, ApplyApiEdit apply)
{
    return new ApiAccessForm(theme, std::move(apply));
}

} // namespace gw::ui

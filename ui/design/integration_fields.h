// What the Integration Request and the Integration editors share: the kinds with their explanations, the target field,
// and what stands there while a method has no integration.
#pragma once

#include "ui/design/method_form.h"

#include <functional>

namespace gw::ui {

// The target (URI or ARN), checked for the integration's kind as it is typed.
class TargetField final : public QWidget
{
    Q_OBJECT

public:
    TargetField(const Theme& theme, ApplyMethodChange apply, QWidget* parent = nullptr);
    void showIntegration(const Integration& integration);
    [[nodiscard]] TextField* field() const { return m_field; }

private:
    IntegrationType m_type = IntegrationType::HttpProxy;
    TextField* m_field;
};

[[nodiscard]] std::vector<ChoiceField::Option> typeOptions(); // "HTTP", "HTTP_PROXY" …
[[nodiscard]] std::vector<ChoiceField::Option> contentHandlingOptions();
// `add` gets the change that gives the method an HTTP_PROXY integration.
[[nodiscard]] QWidget* makeNoIntegration(const Theme& theme, std::function<void(const MethodChange&)> add);

} // namespace gw::ui

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "policy.policies"

    def ready(self) -> None:
        from policy.lists.choices import ListName
        from policy.lists.shipped import ship
        from policy.policies import choices

        ship(
            {
                ListName.OFFENSE: choices.Offense,
                ListName.OFFENSE_GRADE: choices.OffenseGrade,
                ListName.PURPOSE: choices.Purpose,
                ListName.LEGAL_BASIS: choices.LegalBasis,
                ListName.SUBJECT_ROLE: choices.SubjectRole,
                ListName.CASE_STATUS: choices.CaseStatus,
                ListName.AGENCY_KIND: choices.AgencyKind,
                ListName.MEDIA: choices.Media,
                ListName.IMAGE_SOURCE: choices.ImageSource,
                ListName.RECIPIENT: choices.Recipient,
                ListName.ACT_KIND: choices.ActKind,
            }
        )

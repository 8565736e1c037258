from __future__ import annotations

from django.urls import path

from tenants.operators.views import about, applications, figures, mail, overdue, people, questions, regions, status

app_name = "operators"
urlpatterns = [
    path("", regions.dashboard, name="dashboard"),
    path("antraege/", applications.applications, name="applications"),
    path("antraege/<int:pk>/", applications.application, name="application"),
    path("antraege/<int:pk>/stand/", applications.progress, name="progress"),
    path("antraege/<int:pk>/freigabe/", applications.approval, name="approval"),
    path("antraege/<int:pk>/ablehnung/", applications.rejection, name="rejection"),
    path("antraege/<int:pk>/rueckfrage/", questions.question, name="question"),
    path("antraege/<int:pk>/notiz/", questions.remark, name="remark"),
    path("antraege/<int:pk>/neuer-versuch/", applications.another_try, name="another_try"),
    path("regionen/", regions.regions, name="regions"),
    path("regionen/<int:pk>/", regions.region, name="region"),
    path("regionen/<int:pk>/pause/", regions.suspension, name="suspension"),
    path("regionen/<int:pk>/wiederaufnahme/", regions.resumption, name="resumption"),
    path("regionen/<int:pk>/aktualisierung/", regions.another_try, name="region_try"),
    path("zweite-linie/", overdue.overdue, name="overdue"),
    path("betrieb/", status.page, name="platform_status"),
    path("betrieb/stand/", status.live, name="live"),
    path("betrieb/zahlen/", figures.page, name="platform_figures"),
    path("plattform/", about.edit, name="about"),
    path("post/", mail.mails, name="mails"),
    path("post/<int:pk>/wiederholung/", mail.mail_again, name="mail_again"),
    path("leute/", people.people, name="people"),
    path("leute/<int:pk>/sperre/", people.deactivation, name="deactivation"),
    path("leute/<int:pk>/zugang/", people.reactivation, name="reactivation"),
    path("leute/<int:pk>/zweiter-faktor/", people.factor_reset, name="factor_reset"),
    path("protokoll/", regions.log, name="log"),
]

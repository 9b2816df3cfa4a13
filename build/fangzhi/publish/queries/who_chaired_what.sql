-- Who chaired which meetings
SELECT held_on, meeting, official, posts
FROM meeting_attendance
WHERE roles LIKE '%presided%'
ORDER BY held_on, meeting, official;
